using System.Globalization;
using Tracker.Log.Sqlite;

namespace Tracker.Faults.Server;

/// <summary>
/// What the harness says on standard input, a line each: <c>clock SECONDS</c> (jump by), <c>fail MOMENT N CODE</c> (the n-th from now fails with this SQLite
/// code), <c>hold SECONDS</c> (appends that are decided from now on are written that much later). When the input ends, the harness is gone, and so is this server.
/// </summary>
static class Orders
{
    public static void Obey(TextReader input, PlannedFaults faults, JumpingClock clock) => new Thread(() =>
    {
        while (input.ReadLine() is { } line)
        {
            switch (line.Split(' '))
            {
                case ["clock", var seconds]:
                    clock.Jump(TimeSpan.FromSeconds(Number(seconds)));
                    break;
                case ["hold", var seconds]:
                    Sabotage.Held!.Hold(TimeSpan.FromSeconds(Number(seconds)));
                    break;
                case ["fail", var moment, var n, var code]:
                    faults.Plan(Enum.Parse<Moment>(moment), Number(n), Number(code));
                    break;
                default:
                    Environment.FailFast($"There is no order '{line}'.");
                    break;
            }
            Console.WriteLine($"obeyed: {line}");
        }
        Environment.Exit(3);
    }) { IsBackground = true, Name = "Orders" }.Start();

    static int Number(string text) => int.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
}
