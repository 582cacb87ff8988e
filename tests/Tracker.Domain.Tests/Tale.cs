
namespace Tracker.DomainTests;

/// <summary>An entity's rules told as a story: given what was done, when somebody orders, then this happened or was refused.</summary>
sealed class Tale<TEntity, TCommand>(string entity) where TEntity : IEntity<TEntity, TCommand>
{
    readonly SmallLog _log = new();
    Decision _decision;

    public Tale<TEntity, TCommand> Given(params ReadOnlySpan<TCommand> done)
    {
        foreach (var command in done)
        {
            var decision = _log.Do<TEntity, TCommand>(entity, command);
            Assert.True(decision.Refusal is null, decision.Refusal?.Detail);
            Assert.NotEmpty(decision.Facts);
        }
        return this;
    }

    public Tale<TEntity, TCommand> When(TCommand command)
    {
        _decision = _log.Do<TEntity, TCommand>(entity, command);
        return this;
    }

    public TEntity State => _log.Load<TEntity, TCommand>(entity);

    public IReadOnlyList<Fact> Facts => _decision.Facts;

    public void ThenRefused(string code, string? field = null)
    {
        Assert.NotNull(_decision.Refusal);
        Assert.Equal((code, field), (_decision.Refusal.Code, _decision.Refusal.Field));
        Assert.NotEqual("", _decision.Refusal.Detail);
        Assert.Empty(_decision.Facts);
    }

    public void ThenNothing()
    {
        Assert.Null(_decision.Refusal);
        Assert.Empty(_decision.Facts);
    }

    /// <summary>Exactly these events, compared as they are stored.</summary>
    public Tale<TEntity, TCommand> Then(params IReadOnlyList<IEvent> events)
    {
        Assert.Null(_decision.Refusal);
        Assert.Equal(events.Select(Told), _decision.Facts.Select(fact => Told(fact.Event)));
        return this;
    }

    public T ThenOne<T>() where T : IEvent
    {
        Assert.Null(_decision.Refusal);
        return Assert.IsType<T>(Assert.Single(_decision.Facts).Event);
    }

    public void Touching(params string[] touches)
    {
        Assert.Equal(touches.Order(StringComparer.Ordinal), Assert.Single(_decision.Facts).Touches.Select(touch => $"{touch.Role} {touch.Entity}").Order(StringComparer.Ordinal));
        Assert.Equal(new Touch(entity, TouchRole.Self), _decision.Facts[0].Touches[0]);
    }

    static string Told(IEvent happened) => Events.KindOf(happened) + " " + System.Text.Encoding.UTF8.GetString(Events.Write(happened));
}
