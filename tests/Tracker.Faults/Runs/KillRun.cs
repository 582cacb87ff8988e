using Tracker.Faults.Nemesis;
using Tracker.Faults.Servers;

namespace Tracker.Faults.Runs;

/// <summary>Windows of faults, each ended by kill -9 and a start on the same data.</summary>
static class KillRun
{
    // Enough that the kill meets posts under way on every poster.
    const int Statements = 100;

    /// <summary>Plays the windows, or as many as <paramref name="goOn"/> wants; how long each start took to be ready.</summary>
    public static async Task<IReadOnlyList<TimeSpan>> PlayAsync(Stage stage, IEnumerable<Window> windows, Func<bool>? goOn, CancellationToken ct)
    {
        var starts = new List<TimeSpan>();
        foreach (var window in windows.TakeWhile(_ => goOn?.Invoke() ?? true))
        {
            await stage.UnderLoadAsync(Statements, ct);
            Begin(stage, window.Fault);
            await Task.Delay(window.Length, ct);
            if (!window.KilledWithin) Mend(stage, window.Fault);
            await stage.Server.KillAsync();
            if (window.KilledWithin) Mend(stage, window.Fault);
            starts.Add(await stage.Server.UpAsync(ct));
            stage.Setting.Say($"{window}; ready after {starts[^1].TotalMilliseconds:0} ms; {stage.History.Acknowledged} acknowledged, {stage.Audience.Items} items read");
        }
        return starts;
    }

    static void Begin(Stage stage, Fault fault)
    {
        switch (fault)
        {
            case Fault.Paused:
                Signals.Freeze(stage.Server.Pid);
                break;
            case Fault.Cut:
                stage.Audience.CutAll();
                stage.Line.Become(LineState.Cut);
                break;
            case Fault.Frozen:
                stage.Line.Become(LineState.Frozen);
                break;
            case Fault.AnswersLost:
                stage.Line.Become(LineState.AnswersLost);
                break;
            case Fault.RequestsLost:
                stage.Line.Become(LineState.RequestsLost);
                break;
        }
    }

    static void Mend(Stage stage, Fault fault)
    {
        stage.Line.Become(LineState.Open);
        if (fault == Fault.Paused && !stage.Server.HasExited) Signals.Thaw(stage.Server.Pid);
    }
}
