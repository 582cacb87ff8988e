using System.Text.Json.Nodes;
using Tracker.Acceptance.Wire;

namespace Tracker.Acceptance.Istanbul;

/// <summary>What a step did: its calls with their answers, the records that came of it, and the server's state right after it.</summary>
sealed class StepView(ApiClient api, int step, IReadOnlyList<Desk.Answered> answers, IReadOnlyList<Item> changes, string cursor)
{
    readonly Dictionary<string, JsonNode> _read = new(StringComparer.Ordinal);

    public int Step => step;
    public string Cursor => cursor;
    public IReadOnlyList<Item> Changes => changes;
    public IReadOnlyList<Desk.Answered> Answers => answers;

    /// <summary>A document as it reads after the step.</summary>
    public async Task<JsonNode> Get(string path, CancellationToken ct)
    {
        if (!_read.TryGetValue(path, out var there))
        {
            var at = (path.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "atLeast=" + Uri.EscapeDataString(cursor);
            _read[path] = there = (await api.Get(path + at, ct)).Is(200).Json;
        }
        return there;
    }

    public Task<JsonNode> Meeting(string id, CancellationToken ct) => Get($"/api/meetings/{id}", ct);

    public async Task<IReadOnlyList<JsonNode>> Cells(CancellationToken ct) =>
        [.. (await Get($"/api/stories/{ScenarioFile.Story}/matrix", ct))["cells"]!.AsArray().Select(cell => cell!)];

    public async Task<JsonNode?> Cell(string actor, string topic, CancellationToken ct) =>
        (await Cells(ct)).SingleOrDefault(cell => (string)cell["actor"]! == actor && (string)cell["topic"]! == topic);

    public async Task<IReadOnlyList<string>> StatementsOf(string actor, string query, CancellationToken ct) =>
        [.. (await Get($"/api/actors/{actor}/statements?limit=1000{query}", ct))["items"]!.AsArray().Select(statement => (string)statement!["id"]!)];

    public IEnumerable<Item> Of(string kind, string? entity = null) => changes.Where(item => item.Kind == kind && (entity is null || item.Entity == entity));
}
