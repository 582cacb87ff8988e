using System.Diagnostics;
using System.Globalization;
using Tracker.Simulator;

// A test program like the others, unless seeds are to be played:
//   --seed N [--jobs N] [--plant NAME] [--trace]     one seed; its trace
//   --seeds FROM COUNT [--jobs N] [--plant NAME]      many, on all processors; the first that fails
//   --minutes N [--from SEED]                         as many as there is time for: for the soak
if (Array.Exists(args, arg => arg is "--seed" or "--seeds" or "--minutes")) return Play.Run(args);
return Array.Exists(args, arg => arg is "--server" or "--internal-msbuild-node")
    ? await Xunit.MicrosoftTestingPlatform.TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions)
    : await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args);
