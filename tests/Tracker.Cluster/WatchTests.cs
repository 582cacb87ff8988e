using System.Globalization;
using System.Net;
using System.Text;
using Tracker.ClusterTests.Nodes;
using Tracker.Faults.Checking;
using Tracker.Faults.Load;
using Tracker.Faults.Readers;
using Tracker.Faults.Runs;
using Tracker.Faults.Servers;

namespace Tracker.ClusterTests;

/// <summary>Four sound nodes, one of each role and one more: what is done through one is so on the others.</summary>
public sealed class WatchTests(FourNodes nodes) : IClassFixture<FourNodes>
{
    const int Statements = 100;

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    readonly Cluster _cluster = nodes.Cluster;

    IReadOnlyList<ApiClient> Apis => [_cluster.Apis[0], _cluster.Apis[2], _cluster.Apis[3]];

    IReadOnlyList<Uri> Addresses => [_cluster.Addresses[0], _cluster.Addresses[2], _cluster.Addresses[3]];

    [Fact]
    public async Task What_is_posted_on_any_node_is_read_on_all_in_one_order_with_the_same_hashes_and_the_boards_are_equal()
    {
        var (book, verdict) = (new LogBook(), new Verdict());
        await using var audience = new Audience(number => [Addresses[number % 3]], 18, book, verdict, seed: 1);
        await Task.WhenAll(Enumerable.Range(0, 6).Select(async poster =>
        {
            for (var i = 1; i <= Statements; i++)
            {
                var (status, answer) = await Apis[(poster + i) % 3].PostAsync("api/statements?onUnknown=create", World.Statement((poster * Statements) + i, 0, 100), Ct);
                Assert.True(status == HttpStatusCode.Created, $"{status}: {answer}\n{_cluster.Explain()}");
            }
        }));
        var end = await Ending.LastWordAsync(Apis[1], Ct);
        // Reactions too.
        var head = end;
        for (var moved = -1; moved < 6 * Statements / 40;)
        {
            head = Position((await Apis[0].GetAsync($"api/changes?after=start&limit=1&kinds=position.changed", Ct)).Body.GetProperty("head").GetString()!);
            moved = await CountAsync(Apis[2], "position.changed");
        }
        await audience.ReachAsync(head, verdict, Ct);
        Assert.True(verdict.IsClean, verdict.ToString());
        var hashes = new List<string>();
        foreach (var api in Apis) hashes.Add(await State.OfAsync(api, head, Ct));
        Assert.Single(hashes.Distinct(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Whoever_has_a_receipt_reads_and_watches_from_it_on_every_node_at_once()
    {
        for (var i = 0; i < 60; i++)
        {
            var (one, other) = (Apis[i % 3], Apis[(i + 1) % 3]);
            var (_, receipt) = await one.PostAsync("api/statements", $$"""{"id":"seen-{{i}}","story":"{{World.Story}}","speakers":["actor-1"],"text":"number {{i}}"}""", Ct);
            var cursor = receipt.GetProperty("cursor").GetString()!;
            // From the cursor that another node gave out: never "another log".
            Assert.Equal(HttpStatusCode.OK, (await other.GetAsync($"api/changes?after={cursor}", Ct)).Status);
            var (status, statement) = await other.GetAsync($"api/statements/seen-{i}?atLeast={cursor}", Ct);
            Assert.True(status == HttpStatusCode.OK, $"{status}: {statement}");
            // A correction of it through a third node does not miss it.
            var corrected = await Apis[(i + 2) % 3].PostAsync($"api/statements/seen-{i}/corrections", """{"changes":{"text":"another"},"reason":"a test"}""", Ct);
            Assert.True(corrected.Status == HttpStatusCode.Created, $"{corrected}");
        }
    }

    [Fact]
    public async Task A_version_that_one_node_gave_out_is_the_condition_of_a_write_on_another_and_of_two_one_is_refused()
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        http.DefaultRequestHeaders.Authorization = new("Bearer", ApiClient.AdminKey);
        await Apis[0].CreateAsync("actors", """{"id":"edited","name":"Edited 0","kind":"person"}""", Ct);
        for (var version = 1; version <= 30; version++)
        {
            var answers = await Task.WhenAll(Enumerable.Range(0, 2).Select(async writer =>
            {
                using var request = new HttpRequestMessage(HttpMethod.Put, new Uri(Addresses[(version + writer) % 3], "api/actors/edited")) { Content = ApiClient.Body($$"""{"name":"Edited {{version}} by {{writer}}","kind":"person"}""") };
                request.Headers.TryAddWithoutValidation("If-Match", version.ToString(CultureInfo.InvariantCulture));
                using var answer = await http.SendAsync(request, Ct);
                return answer.StatusCode;
            }));
            Assert.Equal([HttpStatusCode.OK, HttpStatusCode.PreconditionFailed], answers.Order());
        }
    }

    [Fact]
    public async Task A_key_counts_on_every_node_and_ends_on_every_node_within_five_seconds()
    {
        var (_, created) = await Apis[0].PostAsync("api/keys", """{"name":"visitor","scopes":["post"]}""", Ct);
        var (id, key) = (created.GetProperty("id").GetString(), created.GetProperty("key").GetString());
        await WithinAsync(TimeSpan.FromSeconds(5), async address => await PostAsAsync(address, key!) != HttpStatusCode.Unauthorized);
        using var http = ApiClient.Over(Addresses[0]);
        using (var deleted = await http.DeleteAsync(new Uri($"api/keys/{id}", UriKind.Relative), Ct)) Assert.True(deleted.IsSuccessStatusCode);
        await WithinAsync(TimeSpan.FromSeconds(5), async address => await PostAsAsync(address, key!) == HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Words_that_are_taken_down_through_one_node_are_gone_from_lists_search_frames_and_files_of_every_node()
    {
        const string Canary = "xylophonecanary";
        var (_, posted) = await Apis[0].PostAsync("api/statements", $$"""{"id":"canary","story":"{{World.Story}}","speakers":["actor-2"],"text":"The {{Canary}} sings","positions":[{"topic":"topic-1","stance":"conditional","conditions":[{"text":"if the {{Canary}} sings"}]}]}""", Ct);
        foreach (var api in Apis) Assert.NotEmpty((await api.GetAsync($"api/search?q={Canary}&story={World.Story}&atLeast={posted.GetProperty("cursor").GetString()}", Ct)).Body.GetProperty("items").EnumerateArray());
        var (status, taken) = await Apis[2].PostAsync("api/statements/canary/takedown", """{"reason":"a test"}""", Ct);
        Assert.True(status == HttpStatusCode.Created, $"{status}: {taken}\n{_cluster.Explain()}");
        var cursor = taken.GetProperty("cursor").GetString();
        foreach (var api in Apis)
        {
            Assert.Empty((await api.GetAsync($"api/search?q={Canary}&story={World.Story}&atLeast={cursor}", Ct)).Body.GetProperty("items").EnumerateArray());
            Assert.DoesNotContain(Canary, (await api.GetAsync($"api/stories/{World.Story}/board?atLeast={cursor}", Ct)).Body.GetRawText(), StringComparison.Ordinal);
            Assert.DoesNotContain(Canary, await ChangesAsync(api), StringComparison.Ordinal);
        }
        foreach (var server in _cluster.Servers.Where(server => Directory.Exists(server.Data)))
        {
            foreach (var file in Directory.EnumerateFiles(server.Data, "*", SearchOption.AllDirectories).Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)))
                Assert.False(await HasAsync(file, Canary), $"{file} still has the words");
        }
    }

    static async Task<bool> HasAsync(string file, string words)
    {
        await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[stream.Length];
        await stream.ReadExactlyAsync(bytes, Ct);
        return bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(words)) >= 0;
    }

    static async Task<string> ChangesAsync(ApiClient api)
    {
        var (all, after) = (new StringBuilder(), "start");
        while (true)
        {
            var page = (await api.GetAsync($"api/changes?after={after}&limit=1000", Ct)).Body;
            all.Append(page.GetProperty("items").GetRawText());
            after = page.GetProperty("cursor").GetString()!;
            if (after == page.GetProperty("head").GetString()) return all.ToString();
        }
    }

    static async Task<int> CountAsync(ApiClient api, string kind)
    {
        var (count, after) = (0, "start");
        while (true)
        {
            var page = (await api.GetAsync($"api/changes?after={after}&limit=1000&kinds={kind}", Ct)).Body;
            count += page.GetProperty("items").GetArrayLength();
            after = page.GetProperty("cursor").GetString()!;
            if (after == page.GetProperty("head").GetString()) return count;
        }
    }

    static async Task<HttpStatusCode> PostAsAsync(Uri address, string key)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        http.DefaultRequestHeaders.Authorization = new("Bearer", key);
        using var answer = await http.PostAsync(new Uri(address, "api/actors?dryRun=true"), ApiClient.Body("""{"name":"Nobody","kind":"person"}"""), Ct);
        return answer.StatusCode;
    }

    async Task WithinAsync(TimeSpan limit, Func<Uri, Task<bool>> holds)
    {
        var began = TimeProvider.System.GetTimestamp();
        foreach (var address in Addresses)
        {
            while (!await holds(address))
            {
                Assert.True(TimeProvider.System.GetElapsedTime(began) < limit, $"{address} does not know after {limit.TotalSeconds} s");
                await Task.Delay(50, Ct);
            }
        }
    }

    static long Position(string cursor) => long.Parse(cursor.Split(':')[1], CultureInfo.InvariantCulture);
}
