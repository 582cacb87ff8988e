using System.Text.Json.Nodes;

namespace Tracker.Server.Demo;

/// <summary>One request of the demo.</summary>
/// <param name="Step">Step of the scenario; 0 is the prelude.</param>
/// <param name="N">From 1, within the step.</param>
/// <param name="Path">From the server's root.</param>
/// <param name="Key">Its <c>Idempotency-Key</c>: <c>istanbul/3/1</c>; a repeated call has the key of the first.</param>
/// <param name="Status">What a first run is answered: 201, or 200 where nothing new is said. A later run is answered 200.</param>
/// <param name="Names">What it plays, as the scenario names it: an entity, or a text of <c>post</c>.</param>
public sealed record Call(int Step, int N, string Method, string Path, JsonObject Body, string Key, int Status, string? Names);
