namespace Tracker.Log.Feed;

static class Running
{
    /// <summary><see cref="Task.Run(Func{Task})"/>, on this scheduler.</summary>
    public static Task Run(this TaskScheduler scheduler, Func<Task> run) =>
        Task.Factory.StartNew(run, CancellationToken.None, TaskCreationOptions.DenyChildAttach, scheduler).Unwrap();

    /// <inheritdoc cref="Run(TaskScheduler, Func{Task})"/>
    public static Task<T> Run<T>(this TaskScheduler scheduler, Func<Task<T>> run) =>
        Task.Factory.StartNew(run, CancellationToken.None, TaskCreationOptions.DenyChildAttach, scheduler).Unwrap();
}
