using System.Text;

namespace Tracker.Acceptance.Input;

/// <summary>One malformed request and the answer that it must get.</summary>
/// <param name="Field">The field that the problem must name, or null where the body as a whole is wrong.</param>
public sealed record BadInput(string Name, string Method, string Path, string Body, int Status, string? Field, string Type = "application/json")
{
    const string Statement = "/api/statements";

    /// <summary>The body as bytes; <c>~XX</c> is the byte XX, so that what is not UTF-8 can be written down.</summary>
    public byte[] Bytes => Name.Contains("not UTF-8", StringComparison.Ordinal)
        ? [.. Encoding.UTF8.GetBytes(Body.Split("~FF")[0]), 0xFF, .. Encoding.UTF8.GetBytes(Body.Split("~FF")[1])]
        : Encoding.UTF8.GetBytes(Body);

    public override string ToString() => Name;

    public static IReadOnlyList<BadInput> All { get; } =
    [
        // not JSON, or not the JSON that is wanted
        Post("an empty body", "", 400, null),
        Post("half an object", """{"story":"small",""", 400, null),
        Post("a comment", """{"story":"small",/*x*/"speakers":["ann"],"text":"x"}""", 400, null),
        Post("a trailing comma", """{"story":"small","speakers":["ann"],"text":"x",}""", 400, null),
        Post("two values", """{"story":"small","speakers":["ann"],"text":"x"} {}""", 400, null),
        Post("null", "null", 400, null),
        Post("an array", "[]", 400, null),
        Post("a string", "\"x\"", 400, null),
        Post("not UTF-8", """{"story":"small","speakers":["ann"],"text":"~FF"}""", 400, null),
        Post("NaN", """{"story":"small","speakers":["ann"],"text":"x","confidence":NaN}""", 400, null),

        // fields
        Post("an unknown field", """{"story":"small","speakers":["ann"],"text":"x","mood":"good"}""", 400, "mood"),
        Post("an unknown field deep inside", """{"story":"small","speakers":["ann"],"text":"x","positions":[{"topic":"tea","stance":"supports","mood":1}]}""", 400, "positions[0].mood"),
        Post("a field in another case", """{"story":"small","speakers":["ann"],"text":"x","Kind":"demand"}""", 400, "Kind"),
        Post("a name twice", """{"story":"small","speakers":["ann"],"text":"x","text":"y"}""", 400, "text"),
        Post("no text", """{"story":"small","speakers":["ann"]}""", 400, "text"),
        Post("an empty text", """{"story":"small","speakers":["ann"],"text":""}""", 400, "text"),
        Post("a text of null", """{"story":"small","speakers":["ann"],"text":null}""", 400, "text"),
        Post("a number for a text", """{"story":"small","speakers":["ann"],"text":7}""", 400, "text"),
        Post("no speakers", """{"story":"small","text":"x"}""", 400, "speakers"),
        Post("an empty list of speakers", """{"story":"small","speakers":[],"text":"x"}""", 400, "speakers"),
        Post("a speaker of null", """{"story":"small","speakers":[null],"text":"x"}""", 400, "speakers[0]"),
        Post("no story", """{"speakers":["ann"],"text":"x"}""", 400, "story"),
        Post("a text over the limit", $$"""{"story":"small","speakers":["ann"],"text":"{{new string('x', 100_001)}}"}""", 400, "text"),
        Post("another string over its limit", $$"""{"story":"small","speakers":["ann"],"text":"x","medium":"{{new string('x', 2_001)}}"}""", 400, "medium"),
        Post("a list over its limit", $$"""{"story":"small","speakers":[{{string.Join(',', Enumerable.Repeat("\"ann\"", 201))}}],"text":"x"}""", 400, "speakers"),
        Post("a lone surrogate", """{"story":"small","speakers":["ann"],"text":"\ud800"}""", 400, "text"),
        Post("a lone low surrogate", """{"story":"small","speakers":["ann"],"text":"x\udc00y"}""", 400, "text"),
        Post("a confidence beyond its range", """{"story":"small","speakers":["ann"],"text":"x","confidence":101}""", 400, "confidence"),
        Post("a number beyond double", """{"story":"small","speakers":["ann"],"text":"x","confidence":1e999}""", 400, "confidence"),
        Post("deep nesting", $$"""{"story":"small","speakers":["ann"],"text":"x","about":{{string.Concat(Enumerable.Repeat("{\"about\":", 200))}}1{{new string('}', 200)}}}""", 400, null),

        // enumerations
        Post("a wrong kind", """{"story":"small","speakers":["ann"],"text":"x","kind":"sing"}""", 400, "kind"),
        Post("a kind by number", """{"story":"small","speakers":["ann"],"text":"x","kind":1}""", 400, "kind"),
        Post("a kind in capitals", """{"story":"small","speakers":["ann"],"text":"x","kind":"DEMAND"}""", 400, "kind"),
        Post("a wrong stance", """{"story":"small","speakers":["ann"],"text":"x","positions":[{"topic":"tea","stance":"likes"}]}""", 400, "positions[0].stance"),
        Post("a position without stance", """{"story":"small","speakers":["ann"],"text":"x","positions":[{"topic":"tea"}]}""", 400, "positions[0].stance"),

        // dates
        Post("an impossible date", """{"story":"small","speakers":["ann"],"text":"x","saidAt":"2025-02-30"}""", 400, "saidAt"),
        Post("a thirteenth month", """{"story":"small","speakers":["ann"],"text":"x","saidAt":"2025-13"}""", 400, "saidAt"),
        Post("a date in words", """{"story":"small","speakers":["ann"],"text":"x","saidAt":"yesterday"}""", 400, "saidAt"),
        Post("an hour of 25", """{"story":"small","speakers":["ann"],"text":"x","saidAt":"2025-05-16T25:00:00Z"}""", 400, "saidAt"),
        Post("an interval backwards", """{"story":"small","speakers":["ann"],"text":"x","saidAt":"2025-05-16/2025-05-11"}""", 400, "saidAt"),

        // references
        Post("an unknown speaker", """{"story":"small","speakers":["nobody"],"text":"x"}""", 422, "speakers[0]"),
        Post("an unknown story", """{"story":"none","speakers":["ann"],"text":"x"}""", 422, "story"),
        Post("an unknown topic", """{"story":"small","speakers":["ann"],"text":"x","positions":[{"topic":"coffee","stance":"supports"}]}""", 422, "positions[0].topic"),
        Post("an unknown meeting", """{"story":"small","speakers":["ann"],"text":"x","meeting":"never"}""", 422, "meeting"),
        Post("an unknown statement", """{"story":"small","speakers":["ann"],"text":"x","inReplyTo":"unsaid"}""", 422, "inReplyTo"),
        Post("an unknown actor that it is about", """{"story":"small","speakers":["ann"],"text":"x","about":{"actors":["ann","nobody"]}}""", 422, "about.actors[1]"),
        Post("a name that fits nobody", """{"story":"small","speakers":[{"name":"Zaphod Beeblebrox"}],"text":"x"}""", 422, "speakers[0]"),
        Post("a reference out of form", """{"story":"small","speakers":["Ann!"],"text":"x"}""", 400, "speakers[0]"),
        Post("a reference with its kind where none is wanted", """{"story":"small","speakers":["actor/ann"],"text":"x"}""", 400, "speakers[0]"),

        // ids
        Post("an id in capitals", """{"id":"ABC","story":"small","speakers":["ann"],"text":"x"}""", 400, "id"),
        Post("an id that climbs", """{"id":"../x","story":"small","speakers":["ann"],"text":"x"}""", 400, "id"),
        Post("an empty id", """{"id":"","story":"small","speakers":["ann"],"text":"x"}""", 400, "id"),
        Post("an id over its length", $$"""{"id":"{{new string('a', 129)}}","story":"small","speakers":["ann"],"text":"x"}""", 400, "id"),
        new("an id in the path that is not the body's", "PUT", "/api/actors/ann", """{"id":"bob","name":"Ann Archer","kind":"person"}""", 400, "id"),

        // the wrapping
        new("the wrong content type", "POST", Statement, """{"story":"small","speakers":["ann"],"text":"x"}""", 415, null, "text/plain"),
        new("no content type", "POST", Statement, """{"story":"small","speakers":["ann"],"text":"x"}""", 415, null, ""),
        new("a form", "POST", Statement, "story=small&text=x", 415, null, "application/x-www-form-urlencoded"),
        Post("a body over the limit", $$"""{"story":"small","speakers":["ann"],"text":"{{new string('x', 1_100_000)}}"}""", 413, null),
        new("the wrong method", "PUT", Statement + "/x", """{"story":"small","speakers":["ann"],"text":"x"}""", 405, null),
        new("a path that is not there", "POST", "/api/nothing", "{}", 404, null),

        // the other entities
        new("an actor without kind", "POST", "/api/actors", """{"name":"Cid"}""", 400, "kind"),
        new("an actor of a wrong kind", "POST", "/api/actors", """{"name":"Cid","kind":"dragon"}""", 400, "kind"),
        new("an actor with an unknown parent", "POST", "/api/actors", """{"name":"Cid","kind":"person","parent":"nobody"}""", 422, "parent"),
        new("a membership with an impossible date", "POST", "/api/actors", """{"name":"Cid","kind":"person","memberships":[{"organization":"ann","from":"2025-99"}]}""", 400, "memberships[0].from"),
        new("a place beyond the poles", "POST", "/api/places", """{"name":"Nowhere","lat":91,"lon":0}""", 400, "lat"),
        new("a country out of form", "POST", "/api/places", """{"name":"Nowhere","country":"Turkey"}""", 400, "country"),
        new("a story in no time zone", "POST", "/api/stories", """{"title":"x","tz":"Mars/Olympus"}""", 400, "tz"),
        new("a topic of an unknown story", "POST", "/api/topics", """{"story":"none","title":"x"}""", 422, "story"),
        new("a meeting with an impossible status", "POST", "/api/meetings", """{"story":"small","name":"x","status":"dancing"}""", 400, "status"),
        new("a meeting with an impossible duration", "POST", "/api/meetings", """{"story":"small","name":"x","duration":"two hours"}""", 400, "duration"),
        new("a step that the lifecycle lacks", "POST", "/api/meetings/noon/status", """{"status":"broken_off"}""", 409, null),
        new("a status with unknown evidence", "POST", "/api/meetings/noon/status", """{"status":"scheduled","evidence":["statement/unsaid"]}""", 422, "evidence[0]"),
        new("a status with evidence out of form", "POST", "/api/meetings/noon/status", """{"status":"scheduled","evidence":["unsaid"]}""", 400, "evidence[0]"),
        new("a participant who does not exist", "POST", "/api/meetings/noon/participants", """{"actor":"nobody"}""", 422, "actor"),
        new("a status of a meeting that does not exist", "POST", "/api/meetings/never/status", """{"status":"scheduled"}""", 404, null),
        new("a correction of what does not exist", "POST", Statement + "/unsaid/corrections", """{"changes":{"text":"y"},"reason":"z","kind":"correction"}""", 404, null),
        new("a correction without reason", "POST", Statement + "/said/corrections", """{"changes":{"text":"y"},"kind":"correction"}""", 400, "reason"),
        new("a correction of an unknown field", "POST", Statement + "/said/corrections", """{"changes":{"mood":"y"},"reason":"z","kind":"correction"}""", 400, "changes"),
        new("a retraction without reason", "POST", Statement + "/said/retraction", "{}", 400, "reason"),
        new("a source with a dangerous address", "POST", Statement + "/said/sources", """{"name":"x","url":"javascript:alert(1)"}""", 400, "url"),
        new("a batch of the wrong content type", "POST", Statement + "/batch", "{}\n", 415, null),
    ];

    static BadInput Post(string name, string body, int status, string? field) => new(name, "POST", Statement, body, status, field);
}
