using System.Globalization;
using Tracker.Pairs;

// dotnet run -c Release --project tests/bench/Tracker.Pairs [-- --shared DIR] [--split held_out]
// The rule of tests/bench/pairs/README.md: tune is for looking at; held_out is reported once.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var split = Given("--split") ?? "tune";
if (split is not ("tune" or "held_out")) throw new ArgumentException("--split is tune or held_out.", nameof(args));
var lines = Pair.Make(Folder(AppContext.BaseDirectory), Given("--shared") is { } shared ? Path.GetFullPath(shared) : null, Console.Error.WriteLine)
    ?? throw new InvalidOperationException("node or tests/bench/pairs/make-pairs.mjs is not there.");
Console.Write(Report.Of(Pair.Read(lines, split), split));

string? Given(string name) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;

static string Folder(string from) =>
    File.Exists(Path.Combine(from, "Tracker.sln")) ? Path.Combine(from, "tests/bench/pairs") : Folder(Path.GetDirectoryName(from) ?? throw new DirectoryNotFoundException("Run it inside the checkout."));
