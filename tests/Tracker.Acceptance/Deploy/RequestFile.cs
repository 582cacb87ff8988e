using System.Text;

namespace Tracker.Acceptance.Deploy;

/// <summary>One request of a .http file.</summary>
/// <param name="Title">The text after <c>###</c>, or of the last one that has any.</param>
/// <param name="Status">What its comment says is answered.</param>
/// <param name="Stream">The answer does not end.</param>
sealed record Example(string Title, int Status, bool Stream, HttpMethod Method, string Address, IReadOnlyList<(string Name, string Value)> Headers, string? Body);

/// <summary>Reads deploy/requests.http: blocks between <c>###</c>, comments, variables, headers, an empty line, a body.</summary>
static class RequestFile
{
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
        var comment = Assert.Single(lines, line => line.StartsWith('#'))[1..].Trim();
        var head = lines.SkipWhile(line => line.StartsWith('#')).TakeWhile(line => line.Length > 0).ToList();
        var (method, address) = head[0].Split(' ') is [var verb, var where] ? (verb, where) : throw new InvalidDataException($"'{head[0]}' is no request.");
        var body = string.Join('\n', lines.SkipWhile(line => line.StartsWith('#')).SkipWhile(line => line.Length > 0)).Trim('\n');
        var headers = head.Skip(1).Select(line => (line[..line.IndexOf(':', StringComparison.Ordinal)], line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim()));
        return new Example(title, int.Parse(comment.Split(',')[0], null), comment.EndsWith("a stream", StringComparison.Ordinal), new HttpMethod(method), address, [.. headers], body.Length == 0 ? null : body);
    }

    public static HttpRequestMessage ToRequest(this Example example)
    {
        var request = new HttpRequestMessage(example.Method, new Uri(example.Address));
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
