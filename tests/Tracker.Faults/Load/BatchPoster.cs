using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Tracker.Faults.Servers;

namespace Tracker.Faults.Load;

/// <summary>Posts batches of lines at a steady rate, also through outages. Lines that were not answered are sent again, or given up one time in three: nobody then knows.</summary>
sealed class BatchPoster(Uri address, Pool pool, Answers answers, int seed, int linesPerSecond) : IDisposable
{
    static readonly TimeSpan Every = TimeSpan.FromMilliseconds(100);
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    readonly HttpClient _http = ApiClient.Over(address);
    readonly Random _dice = new(seed);
    readonly List<Post> _again = [];
    bool _doubtful;

    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var began = Stopwatch.GetTimestamp();
            await SendAsync(Compose(), stop);
            var left = Every - Stopwatch.GetElapsedTime(began);
            if (left > TimeSpan.Zero) await Task.Delay(left, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    List<Post> Compose()
    {
        // One line goes ahead where the last batch met nobody: there would be little to learn from many.
        var size = _doubtful ? 1 : Math.Max(1, (int)(linesPerSecond * Every.TotalSeconds));
        var batch = new List<Post>(_again.Take(size));
        _again.RemoveRange(0, batch.Count);
        while (batch.Count < size) batch.Add((batch.Count % 2 == 0 ? pool.Echo(_dice) : null) ?? pool.New(_dice));
        return batch;
    }

    async Task SendAsync(List<Post> batch, CancellationToken stop)
    {
        var lines = new StringBuilder();
        foreach (var post in batch)
        {
            pool.History.Invoke(post.Number, post.Content);
            lines.Append(pool.Text(post)).Append('\n');
        }
        var answered = 0;
        var doubtful = _doubtful;
        _doubtful = false;
        try
        {
            // A batch that is under way is finished: its answers are worth having.
            using var patience = new CancellationTokenSource(Patience);
            using var request = new HttpRequestMessage(HttpMethod.Post, "api/statements/batch?onUnknown=create") { Content = ApiClient.Body(lines.ToString(), "application/x-ndjson") };
            using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
            using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(patience.Token));
            if (!answer.IsSuccessStatusCode)
            {
                using var problem = ApiClient.Read(await reader.ReadToEndAsync(patience.Token));
                for (; answered < batch.Count; answered++) Take(batch[answered], (int)answer.StatusCode, problem.RootElement);
                return;
            }
            while (await reader.ReadLineAsync(patience.Token) is { Length: > 0 } line)
            {
                using var told = JsonDocument.Parse(line);
                var status = told.RootElement.GetProperty("status").GetInt32();
                Take(batch[answered++], status, told.RootElement.TryGetProperty("problem", out var problem) ? problem : told.RootElement);
            }
        }
        catch (Exception unsent) when (ApiClient.IsUnsent(unsent))
        {
            batch.ForEach(post => pool.History.Refused(post.Number, post.Content));
            _again.AddRange(batch);
            answered = batch.Count;
            _doubtful = true;
        }
        catch (Exception cut) when (ApiClient.IsCut(cut))
        {
            _doubtful = true;
        }
        for (; answered < batch.Count; answered++)
        {
            pool.History.Info(batch[answered].Number, batch[answered].Content);
            Again(batch[answered]);
        }
        if (_doubtful && doubtful) await Task.Delay(_dice.Next(50, 200), stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    void Take(Post post, int status, JsonElement body)
    {
        if (!answers.Take(post, status, body, "a batch")) Again(post);
    }

    void Again(Post post)
    {
        if (_dice.Next(3) > 0) _again.Add(post);
    }

    public void Dispose() => _http.Dispose();
}
