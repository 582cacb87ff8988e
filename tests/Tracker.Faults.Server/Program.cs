using Tracker.Faults.Server;
using Tracker.Server;

// Tracker.Faults.Server SABOTAGE [arguments of Tracker.Server]: the same server with a promise broken, or "none"; obeys orders on standard input.
var (faults, clock) = (new PlannedFaults(), new JumpingClock());
var seams = Sabotage.Of(args[0], faults, clock);
await using var app = await TrackerApp.BuildAsync(StartArguments.Parse(args[1..]), seams, CancellationToken.None);
await app.StartAsync();
await app.GreetAsync(null);
Orders.Obey(Console.In, faults, clock);
await app.WaitForShutdownAsync();
