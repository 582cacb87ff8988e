using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tracker.Api.Problems;
using Tracker.Api.Writing;
using Tracker.Contracts;
using Tracker.Contracts.Reading;
using Tracker.Domain;
using Tracker.Log;
using Tracker.Log.Index;

namespace Tracker.Api.Reading;

/// <summary>All that a page about an actor, a meeting, a topic or a statement shows: one answer for the page that is rendered here and for the one that the script draws.</summary>
public sealed class EntityPages(IIndex index, IEventLog log, Consistency consistency, AsOf asOf)
{
    public static readonly IReadOnlyList<string> Kinds = ["actor", "meeting", "topic", "statement"];

    const int Statements = 50, Others = 100, Siblings = 200;
    static readonly string[] Upward = ["parent", "previous", "opposes"];
    static readonly string[] NamedKinds = ["story", "actor", "topic", "meeting", "place"];

    internal static void Map(RouteGroupBuilder api)
    {
        foreach (var kind in Kinds)
        {
            var plural = Receipts.Plural(kind);
            api.MapGet($"/{plural}/{{id}}/page", async (string id, HttpContext http, EntityPages pages, CancellationToken ct) =>
                    await pages.ReadAsync(http, kind, id, ct) switch { (null, { } refusal) => ProblemAnswer.Of(refusal), var (page, _) => new Bytes(page!.Value) })
                .Needs(Scope.Read).WithTags(plural).Gives<EntityPage>(200).WithSummary("All that a page about it shows: statements, positions and their moves, links, history, names. asOf= and clock= for how it was");
        }
    }

    public async Task<(ReadOnlyMemory<byte>? Page, Refusal? Refusal)> ReadAsync(HttpContext http, string kind, string id, CancellationToken ct)
    {
        if (await consistency.WaitAsync(http, ct) is { } behind) return (null, behind);
        if (!Ref.IsId(id)) return (null, Missing(kind));
        var (moment, wrong) = await asOf.ReadAsync(http, null, ct);
        if (wrong is not null) return (null, wrong);
        var entity = $"{kind}/{id}";
        if (await index.GetAsync(entity, moment, ct) is not { } document) return (null, Missing(kind));
        var position = moment is Moment.Known known ? known.Position : document.Position;
        consistency.Stamp(http, position);
        return (await WriteAsync(document, kind, moment, position, ct), null);
    }

    static Refusal Missing(string kind) => new("not-found", $"There is no {kind} with this id, or there was none then.");

    async Task<ReadOnlyMemory<byte>> WriteAsync(Document document, string kind, Moment? moment, long position, CancellationToken ct)
    {
        using var body = new MemoryStream();
        await using var json = new Utf8JsonWriter(body);
        var named = new Named();
        using var own = JsonDocument.Parse(document.Body);
        named.Add(own.RootElement, kind);
        json.WriteStartObject();
        json.WriteString("of", document.Entity);
        json.WriteString("cursor", new Cursor(log.Epoch, position).ToString());
        Raw(json, "document", document.Body);
        await StatementsAsync(json, named, document.Entity, kind, own.RootElement, moment, ct);
        if (kind is "actor" or "topic") Held(json, named, await index.HeldAsync(document.Entity, moment, ct));
        foreach (var (other, plural) in new[] { ("condition", "conditions"), ("act", "acts"), ("claim", "claims") })
        {
            var those = (await index.ListAsync(new Listed(other, Of: document.Entity, At: moment), null, Others, ct)).Items.ToList();
            if (other == "act") await AddAsync(those, named.Acts, moment, ct);
            Items(json, plural, those, named);
        }
        if (kind is "meeting" or "topic") await SiblingsAsync(named, kind, document.Entity, own.RootElement, moment, ct);
        if (kind != "statement") Raw(json, "history", await EntityHistory.OfAsync(log, document.Entity, position, ct));
        await NamesAsync(json, named, document, moment, ct);
        json.WriteEndObject();
        await json.FlushAsync(ct);
        return body.ToArray();
    }

    async Task StatementsAsync(Utf8JsonWriter json, Named named, string entity, string kind, JsonElement own, Moment? moment, CancellationToken ct)
    {
        if (kind == "statement")
        {
            var links = await index.ListAsync(new Listed("link", Of: entity, At: moment), null, Others, ct);
            Items(json, "links", links.Items, named);
            Items(json, "statements", await AroundAsync(entity, own, links.Items, moment, ct), named);
            return;
        }
        IReadOnlyCollection<TouchRole> roles = kind switch
        {
            "actor" => [TouchRole.Speaker, TouchRole.OnBehalf],
            "meeting" => [TouchRole.Occasion, TouchRole.AboutMeeting],
            _ => [TouchRole.Position, TouchRole.AboutTopic],
        };
        var listing = await index.StatementsAsync(entity, roles, moment, null, Statements, ct);
        Items(json, "statements", listing.Items, named);
        if (listing.Next is { } next && moment is null) json.WriteString("next", $"/api/{Receipts.Plural(kind)}/{Ref.IdOf(entity)}/statements?limit={Statements}&before={next}");
    }

    /// <summary>Every statement that this one names, or that names it.</summary>
    async Task<List<Document>> AroundAsync(string entity, JsonElement own, IEnumerable<Document> links, Moment? moment, CancellationToken ct)
    {
        var around = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var field in new[] { "inReplyTo", "sameUtteranceAs" })
        {
            if (own.TryGetProperty(field, out var id)) around.Add(Ref.Statement(id.GetString()!));
        }
        if (own.TryGetProperty("duplicate", out var duplicate)) around.Add(Ref.Statement(duplicate.GetProperty("of").GetString()!));
        foreach (var link in links)
        {
            using var json = JsonDocument.Parse(link.Body);
            foreach (var end in new[] { "from", "to" })
            {
                if (json.RootElement.TryGetProperty(end, out var at) && at.GetString()!.StartsWith("statement/", StringComparison.Ordinal)) around.Add(at.GetString()!);
            }
        }
        var found = (await index.StatementsAsync(entity, [TouchRole.InReplyTo, TouchRole.SameUtterance, TouchRole.Duplicate], moment, null, Statements, ct)).Items.ToList();
        foreach (var reference in around.Take(Statements).Where(reference => reference != entity && found.TrueForAll(one => one.Entity != reference)))
        {
            if (await index.GetAsync(reference, moment, ct) is { } one) found.Add(one);
        }
        found.RemoveAll(one => one.Entity == entity);
        return found;
    }

    async Task AddAsync(List<Document> documents, IEnumerable<string> references, Moment? moment, CancellationToken ct)
    {
        foreach (var reference in references.Where(reference => documents.TrueForAll(one => one.Entity != reference)))
        {
            if (await index.GetAsync(reference, moment, ct) is { } one) documents.Add(one);
        }
    }

    static void Held(Utf8JsonWriter json, Named named, ReadOnlyMemory<byte> held)
    {
        using var read = JsonDocument.Parse(held);
        foreach (var list in read.RootElement.EnumerateObject().Where(list => list.Value.GetArrayLength() > 0))
        {
            named.Add(list.Value, "");
            list.WriteTo(json);
        }
    }

    /// <summary>A topic's parts and a meeting's successors are named by them, not by it.</summary>
    async Task SiblingsAsync(Named named, string kind, string entity, JsonElement own, Moment? moment, CancellationToken ct)
    {
        if (!own.TryGetProperty("story", out var story)) return;
        foreach (var other in (await index.ListAsync(new Listed(kind, story.GetString(), At: moment), null, Siblings, ct)).Items)
        {
            using var json = JsonDocument.Parse(other.Body);
            if (Upward.Any(field => json.RootElement.TryGetProperty(field, out var to) && to.GetString() == Ref.IdOf(entity))) named.Add(other.Entity);
        }
    }

    async Task NamesAsync(Utf8JsonWriter json, Named named, Document document, Moment? moment, CancellationToken ct)
    {
        var documents = new List<Document>();
        foreach (var reference in named.References.Where(reference => reference != document.Entity))
        {
            if (await index.GetAsync(reference, moment, ct) is { } one) documents.Add(one);
        }
        if (Ref.KindOf(document.Entity) != "statement") documents.Add(document);
        foreach (var kind in NamedKinds) Items(json, Receipts.Plural(kind), [.. documents.Where(one => Ref.KindOf(one.Entity) == kind)]);
    }

    static void Items(Utf8JsonWriter json, string name, IReadOnlyList<Document> items, Named? named = null)
    {
        if (items.Count == 0) return;
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteRawValue(item.Body.Span, skipInputValidation: true);
            if (named is null) continue;
            using var read = JsonDocument.Parse(item.Body);
            named.Add(read.RootElement, Ref.KindOf(item.Entity));
        }
        json.WriteEndArray();
    }

    static void Raw(Utf8JsonWriter json, string name, ReadOnlyMemory<byte> value)
    {
        json.WritePropertyName(name);
        json.WriteRawValue(value.Span, skipInputValidation: true);
    }
}
