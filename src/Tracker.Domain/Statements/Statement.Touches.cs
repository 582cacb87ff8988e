namespace Tracker.Domain.Statements;

public sealed partial record Statement
{
    /// <summary>What it touches as it reads now, in which role; <see cref="Touched"/> is what it ever touched.</summary>
    public IReadOnlyList<Touch> TouchesNow() => StatementTouches.Of(Id, Content).List;
}
