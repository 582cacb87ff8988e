using System.Security.Cryptography;
using System.Text;
using Tracker.Domain;
using Tracker.Log;

namespace Tracker.Specs;

/// <summary>Small inputs whose content does not matter. A log does not look into bodies, so any JSON will do.</summary>
public static class Some
{
    public static NewRecord Record(string entity, params IReadOnlyList<string> touches) => Saying(entity, "{\"text\":\"…\"}", touches);

    public static NewRecord Saying(string entity, string body, params IReadOnlyList<string> touches) =>
        new(entity, "statement.added", [new(entity, TouchRole.Self), .. touches.Select(touch => new Touch(touch, TouchRole.AboutActor))], Encoding.UTF8.GetBytes(body));

    public static Append Append(params IReadOnlyList<NewRecord> records) => new() { Records = records };

    /// <summary>On condition that the streams do not exist yet.</summary>
    public static Append New(params IReadOnlyList<NewRecord> records) =>
        new() { Records = records, Expected = [.. records.Select(record => new Expectation(record.Entity, 0))] };

    public static OnceKey Once(string key, string request = "the request", string refusal = "id-taken") =>
        new(key, SHA256.HashData(Encoding.UTF8.GetBytes(request)), refusal);

    public static Append Redaction(params IReadOnlyList<long> positions) =>
        Append(NewRecord.Of("record/" + Guid.NewGuid().ToString("n"), new Fact(new RecordRedacted { Positions = positions, Reason = "court order" }, [])));

    public static string Text(this Record record) => Encoding.UTF8.GetString(record.Body.Span);
}
