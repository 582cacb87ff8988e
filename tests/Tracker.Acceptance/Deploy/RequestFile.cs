using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Tracker.Acceptance.Deploy;

/// <summary>One request of a .http file.</summary>
/// <param name="Title">The text after <c>###</c>, or of the last one that has any.</param>
/// <param name="Name">After <c># @name</c>: later requests take from its answer, <c>{{name.response.body.$.id}}</c> or <c>$.items[0].id</c>.</param>
/// <param name="Status">What its comment says is answered.</param>
/// <param name="Stream">The answer does not end.</param>
sealed record Example(string Title, string? Name, int Status, bool Stream, HttpMethod Method, string Address, IReadOnlyList<(string Name, string Value)> Headers, string? Body);

/// <summary>Reads deploy/requests.http: blocks between <c>###</c>, comments, variables (also from named answers, in addresses), headers, an empty line, a body.</summary>
static partial class RequestFile
{
    const string NameTag = "# @name ";

    [GeneratedRegex(@"\{\{(?<name>\w+)\.response\.body\.\$\.((?<list>\w+)\[0\]\.)?(?<field>\w+)\}\}", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex FromAnswer();

    public static IReadOnlyList<Example> Read(string text, IReadOnlyDictionary<string, string> variables)
    {
        foreach (var (name, value) in variables)
            text = text.Replace("{{" + name + "}}", value, StringComparison.Ordinal);
        var (examples, title) = (new List<Example>(), "");
        foreach (var block in text.Split("\n###").Skip(1))
        {
            var lines = block.Split('\n');
            title = lines[0].Trim().Length > 0 ? lines[0].Trim() : title;
            examples.Add(ReadBlock(title, lines[1..]));
        }
        return examples;
    }

    static Example ReadBlock(string title, string[] lines)
    {
        var name = lines.SingleOrDefault(line => line.StartsWith(NameTag, StringComparison.Ordinal))?[NameTag.Length..].Trim();
        var comment = Assert.Single(lines, line => line.StartsWith('#') && !line.StartsWith(NameTag, StringComparison.Ordinal))[1..].Trim();
        var head = lines.SkipWhile(line => line.StartsWith('#')).TakeWhile(line => line.Length > 0).ToList();
        var (method, address) = head[0].Split(' ') is [var verb, var where] ? (verb, where) : throw new InvalidDataException($"'{head[0]}' is no request.");
        var body = string.Join('\n', lines.SkipWhile(line => line.StartsWith('#')).SkipWhile(line => line.Length > 0)).Trim('\n');
        var headers = head.Skip(1).Select(line => (line[..line.IndexOf(':', StringComparison.Ordinal)], line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim()));
        return new Example(title, name, int.Parse(comment.Split(',')[0], null), comment.EndsWith("a stream", StringComparison.Ordinal), new HttpMethod(method), address, [.. headers], body.Length == 0 ? null : body);
    }

    /// <param name="answers">Of the named requests before it.</param>
    public static HttpRequestMessage ToRequest(this Example example, IReadOnlyDictionary<string, JsonElement> answers)
    {
        var address = FromAnswer().Replace(example.Address, found =>
        {
            var answer = answers[found.Groups["name"].Value];
            if (found.Groups["list"] is { Success: true, Value: var list }) answer = answer.GetProperty(list)[0];
            return answer.GetProperty(found.Groups["field"].Value).GetString()!;
        });
        var request = new HttpRequestMessage(example.Method, new Uri(address));
        if (example.Body is not null)
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(example.Body));
        foreach (var (name, value) in example.Headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
                request.Content!.Headers.TryAddWithoutValidation(name, value);
        }
        return request;
    }
}
