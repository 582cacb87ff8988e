using System.Text.Encodings.Web;
using System.Text.Json;
using Tracker.Api.Pages.Html;

namespace Tracker.Api.Pages;

/// <summary>What a page is about in schema.org's words, as JSON-LD; the terms are those of the vocabulary.</summary>
internal static class LinkedData
{
    const int Updates = 20;

    // Only for other programs, who read it as JSON: letters stay letters. What could end the element is escaped where it is written into the page.
    static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull };

    public static byte[] Board(Doc board, string origin)
    {
        var story = board.Part("story")!.Value;
        var names = Names.Of(board);
        return Write(new()
        {
            ["@type"] = "LiveBlogPosting", ["@id"] = origin + Parts.PathOf("story", story.Id), ["url"] = origin + Parts.PathOf("story", story.Id),
            ["headline"] = ListHtml.Short(story.Text("title") ?? "", 110), ["description"] = story.Text("summary"), ["inLanguage"] = story.Text("lang"),
            ["datePublished"] = story.Text("recordedAt"), ["coverageStartTime"] = story.Text("recordedAt"),
            ["dateModified"] = board.Items("statements") is [var newest, ..] ? newest.Text("recordedAt") : story.Text("recordedAt"),
            ["about"] = story.Texts("parties").Concat(story.Texts("thirdParties")).Select(id => Actor(names.Find("actor", id), id, origin)).ToArray(),
            ["liveBlogUpdate"] = board.Items("statements").Where(statement => !statement.Redacted && statement.Text("status") != "retracted").Take(Updates).Select(statement => Update(statement, names, origin)).ToArray(),
        });
    }

    public static byte[] Entity(string kind, Doc page, string origin)
    {
        var own = page.Part("document")!.Value;
        var names = Names.Of(page);
        return Write(kind switch
        {
            "actor" => Actor(own, own.Id, origin, whole: true),
            "meeting" => Meeting(own, names, origin),
            "statement" => own.Redacted ? new() { ["@type"] = "Quotation", ["url"] = origin + Parts.PathOf("statement", own.Id) } : Quotation(own, names, origin),
            _ => new() { ["@type"] = "DefinedTerm", ["url"] = origin + Parts.PathOf("topic", own.Id), ["name"] = own.Text("title"), ["description"] = own.Text("proposition"), ["termCode"] = own.Id },
        });
    }

    static Dictionary<string, object?> Actor(Doc? actor, string id, string origin, bool whole = false)
    {
        var found = actor ?? default;
        var data = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["@type"] = actor is null ? "Thing" : TypeOf(found.Text("kind")), ["name"] = actor is null ? id : found.Text("name"), ["url"] = origin + Parts.PathOf("actor", id),
        };
        if (!whole) return data;
        if (found.Items("otherNames") is { Count: > 0 } others) data["alternateName"] = others.Select(other => other.Text("name")).ToArray();
        if (found.Items("identifiers") is { Count: > 0 } known)
            data["identifier"] = known.Select(one => new Dictionary<string, object?>(StringComparer.Ordinal) { ["@type"] = "PropertyValue", ["propertyID"] = one.Text("scheme"), ["value"] = one.Text("value") }).ToArray();
        return data;
    }

    static string TypeOf(string? kind) => kind switch
    {
        "person" => "Person",
        "state" => "Country",
        "government_body" => "GovernmentOrganization",
        "media" => "NewsMediaOrganization",
        "target_group" or "affected_group" or "collective" => "Audience",
        _ => "Organization",
    };

    static Dictionary<string, object?> Update(Doc statement, Names names, string origin) => new(StringComparer.Ordinal)
    {
        ["@type"] = "BlogPosting", ["url"] = origin + Parts.PathOf("statement", statement.Id), ["datePublished"] = statement.Text("recordedAt"),
        ["headline"] = ListHtml.Short(string.Join(", ", statement.Texts("speakers").Select(id => names["actor", id])), 110), ["articleBody"] = ListHtml.Short(statement.Text("text") ?? "", 1000), ["inLanguage"] = statement.Text("lang"),
    };

    static Dictionary<string, object?> Quotation(Doc statement, Names names, string origin) => new(StringComparer.Ordinal)
    {
        ["@type"] = "Quotation", ["url"] = origin + Parts.PathOf("statement", statement.Id), ["text"] = statement.Text("text"), ["inLanguage"] = statement.Text("lang"),
        ["spokenByCharacter"] = statement.Texts("speakers").Select(id => Actor(names.Find("actor", id), id, origin)).ToArray(), ["dateCreated"] = Day(statement.Text("saidAt")), ["datePublished"] = statement.Text("recordedAt"),
        ["isBasedOn"] = statement.Items("sources").Select(source => Parts.Safe(source.Text("url"))).OfType<string>().ToArray() is { Length: > 0 } urls ? urls : null,
        ["isPartOf"] = statement.Text("story") is { } story ? new Dictionary<string, object?>(StringComparer.Ordinal) { ["@type"] = "LiveBlogPosting", ["url"] = origin + Parts.PathOf("story", story), ["headline"] = names["story", story] } : null,
    };

    static Dictionary<string, object?> Meeting(Doc meeting, Names names, string origin) => new(StringComparer.Ordinal)
    {
        ["@type"] = "Event", ["url"] = origin + Parts.PathOf("meeting", meeting.Id), ["name"] = meeting.Text("name"), ["description"] = meeting.Text("note"),
        ["startDate"] = Day(meeting.Text("start")), ["endDate"] = Day(meeting.Text("end")), ["eventStatus"] = "https://schema.org/" + StatusOf(meeting.Text("status")),
        ["location"] = meeting.Text("place") is { } place ? new Dictionary<string, object?>(StringComparer.Ordinal) { ["@type"] = "Place", ["name"] = names["place", place] } : null,
        ["organizer"] = (meeting.Text("organizer") ?? meeting.Text("host")) is { } host ? Actor(names.Find("actor", host), host, origin) : null,
        ["attendee"] = meeting.Items("participants").Where(person => person.Text("attendance") is "present" or "accepted").Select(person => person.Text("actor")!).Select(id => Actor(names.Find("actor", id), id, origin)).ToArray(),
    };

    /// <summary>schema.org's EventStatusType.</summary>
    static string StatusOf(string? status) => status switch
    {
        "postponed" => "EventPostponed",
        "rescheduled" => "EventRescheduled",
        "declined" or "cancelled" or "did_not_take_place" => "EventCancelled",
        _ => "EventScheduled",
    };

    /// <summary>A plain ISO 8601 date or time; what is less certain is left out rather than made certain.</summary>
    static string? Day(string? edtf) => edtf is { Length: >= 10 } && char.IsAsciiDigit(edtf[^1]) && !edtf.Contains('/', StringComparison.Ordinal) && !edtf.Contains('X', StringComparison.Ordinal) || edtf?.EndsWith('Z') == true ? edtf : null;

    static byte[] Write(Dictionary<string, object?> thing)
    {
        var data = new Dictionary<string, object?>(StringComparer.Ordinal) { ["@context"] = "https://schema.org" };
        foreach (var (name, value) in thing) if (value is not null) data[name] = value;
        return JsonSerializer.SerializeToUtf8Bytes(data, Json);
    }
}
