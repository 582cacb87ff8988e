using System.Text.Json;
using Tracker.Acceptance.Servers;

namespace Tracker.Acceptance.Deploy;

/// <summary>The examples of deploy/requests.http live: each is answered as its comment says, in the file's order, by a new server.</summary>
public sealed class RequestFileTests
{
    [Fact]
    public async Task Every_example_is_answered_as_it_says()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var server = await RunningServer.StartAsync(ct: ct);
        var variables = new Dictionary<string, string>(StringComparer.Ordinal) { ["host"] = server.Address.ToString().TrimEnd('/'), ["key"] = RunningServer.AdminKey };
        var examples = RequestFile.Read(await File.ReadAllTextAsync(System.IO.Path.Combine(Shared.Root, "deploy/requests.http"), ct), variables);
        Assert.True(examples.Count > 40);
        using var http = new HttpClient();
        var (wrong, answers) = (new List<string>(), new Dictionary<string, JsonElement>(StringComparer.Ordinal));
        foreach (var example in examples)
        {
            using var request = example.ToRequest(answers);
            using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
            if (example.Name is { } name) answers[name] = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(ct)).RootElement;
            if ((int)answer.StatusCode != example.Status)
                wrong.Add($"{example.Title} ({example.Method} {example.Address}): {(int)answer.StatusCode}, not {example.Status}: {(example.Stream ? "" : await answer.Content.ReadAsStringAsync(ct))}");
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }
}
