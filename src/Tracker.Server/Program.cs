using Tracker.Server;

return await Start.RunAsync(args);
