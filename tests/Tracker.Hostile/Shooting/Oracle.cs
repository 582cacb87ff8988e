using System.Text;
using System.Text.Json;
using Tracker.Contracts.Problems;

namespace Tracker.Hostile.Shooting;

/// <summary>What every answer has to be, whatever was asked.</summary>
static class Oracle
{
    static readonly HashSet<string> Waiting = new(ProblemTable.All.Where(row => row.Status == 503).Select(row => row.Code), StringComparer.Ordinal);
    static readonly Dictionary<string, int> Status = ProblemTable.All.ToDictionary(row => "/problems/" + row.Code, row => row.Status, StringComparer.Ordinal);

    /// <summary>Null when it may stand; else what is wrong with it.</summary>
    public static string? Judge(Shot shot, Outcome outcome)
    {
        if (outcome.Answers.Count == 0) return !shot.Answered && outcome.Closed ? null : outcome.Closed ? Cut(shot) : "there was no answer";
        foreach (var answer in outcome.Answers)
        {
            if (Judge(shot, answer) is { } wrong) return $"{answer.Status} {wrong}: {Shot.Escaped(answer.Body, 600)}";
        }
        return outcome.Closed || shot.Answered ? null : "the connection stayed open";
    }

    // A server that refuses a long body while it comes may reset the connection, and the answer is lost on the way.
    static string? Cut(Shot shot) => shot.Bytes.Length > 200_000 ? null : "the connection was closed without an answer";

    static string? Judge(Shot shot, Answer answer)
    {
        // Kestrel's own refusals come before the application, and have no body: a malformed request line, headers over the limit, a version that is none.
        if (!answer.OfApplication) return answer.Status is >= 400 and < 500 or 505 && answer.Body.Length == 0 ? null : "is of neither the application nor the protocol";
        if (answer.Status >= 500) return answer.Status == 503 && answer.Headers.ContainsKey("retry-after") && Problem(answer, Waiting) is null ? null : "is a server's error";
        if (answer.Status >= 400) return shot.IsHead || answer.Type is "text/plain" or "text/html" || (answer.Type.Length == 0 && !shot.Answered) || (answer.Type.Length == 0 && shot.What.StartsWith("outside", StringComparison.Ordinal)) ? null : Problem(answer, null);
        if (!answer.Whole || answer.Body.Length == 0) return null;
        return answer.Type switch
        {
            "application/json" => Json(answer.Body),
            "application/x-ndjson" => Encoding.UTF8.GetString(answer.Body).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => Json(Encoding.UTF8.GetBytes(line))).FirstOrDefault(wrong => wrong is not null),
            _ => null,
        };
    }

    static string? Problem(Answer answer, HashSet<string>? codes)
    {
        if (answer.Type != "application/problem+json") return $"is no problem+json but {answer.Type}";
        if (Json(answer.Body) is { } broken) return broken;
        using var json = JsonDocument.Parse(answer.Body);
        var type = json.RootElement.GetProperty("type").GetString()!;
        if (!Status.TryGetValue(type, out var status)) return $"has a type that the table lacks, {type}";
        if (status != answer.Status || json.RootElement.GetProperty("status").GetInt32() != status) return $"is not the status of {type}";
        if (codes is not null && !codes.Contains(type["/problems/".Length..])) return "is no documented refusal of this kind";
        return json.RootElement.TryGetProperty("detail", out var detail) && Leaks(detail.GetString()!) ? "tells of the inside" : null;
    }

    static bool Leaks(string detail) => detail.Contains("Tracker.", StringComparison.Ordinal) || detail.Contains("System.", StringComparison.Ordinal) || detail.Contains("SQLite", StringComparison.OrdinalIgnoreCase);

    static string? Json(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var json = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = 512 });
            return null;
        }
        catch (JsonException broken)
        {
            return $"is not JSON ({broken.Message})";
        }
    }
}
