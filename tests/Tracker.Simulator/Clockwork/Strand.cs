namespace Tracker.Simulator.Clockwork;

/// <summary>Everything that lives and dies together: one life of the server, or the world around it. Its tasks run when the schedule takes them, one at a time.</summary>
sealed class Strand(Schedule schedule, Action<Exception> failed) : TaskScheduler
{
    /// <summary>Killed: nothing of it ever goes on again.</summary>
    public bool Dead { get; private set; }

    public override int MaximumConcurrencyLevel => 1;

    public void Start(Func<Task> run)
    {
        if (!Dead) _ = Task.Factory.StartNew(() => Watch(run), CancellationToken.None, TaskCreationOptions.DenyChildAttach, this);
    }

    public void Post(Action run)
    {
        if (!Dead) _ = Task.Factory.StartNew(() => Watch(run), CancellationToken.None, TaskCreationOptions.DenyChildAttach, this);
    }

    public void Kill()
    {
        Dead = true;
        schedule.Remove(this);
    }

    internal void Run(Task task) => TryExecuteTask(task);

    protected override void QueueTask(Task task)
    {
        if (!Dead) schedule.Add(this, task);
    }

    // Never at once: whoever completes something must not find that what waits for it has already gone on.
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    protected override IEnumerable<Task> GetScheduledTasks() => [];

    async Task Watch(Func<Task> run)
    {
        try
        {
            await run();
        }
        catch (Exception error)
        {
            if (!Dead) failed(error);
        }
    }

    void Watch(Action run)
    {
        try
        {
            run();
        }
        catch (Exception error)
        {
            if (!Dead) failed(error);
        }
    }
}
