using Tracker.Faults.Servers;

namespace Tracker.Faults.Load;

/// <summary>Posts one statement at a time over two ways to the server; those that are retried race against their retries.</summary>
sealed class SinglePoster(Uri way, Uri otherWay, Pool pool, Answers answers, int seed) : IDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    readonly HttpClient[] _ways = [ApiClient.Over(way), ApiClient.Over(otherWay)];
    readonly Random _dice = new(seed);

    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var number = pool.History.NewNumber();
            var racing = new List<Task<bool>> { SendAsync(_ways[0], new Post(number, 0)) };
            if (_dice.Next(10) < 3)
            {
                for (var left = _dice.Next(1, 6); left > 0; left--) racing.Add(SendAsync(_ways[_dice.Next(2)], Pool.Retry(number, _dice)));
            }
            var known = (await Task.WhenAll(racing))[0];
            while (!known && !stop.IsCancellationRequested && _dice.Next(4) > 0)
            {
                await Task.Delay(_dice.Next(50, 200), stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                known = await SendAsync(_ways[_dice.Next(2)], new Post(number, 0));
            }
            await Task.Delay(_dice.Next(5, 40), stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    async Task<bool> SendAsync(HttpClient http, Post post)
    {
        pool.History.Invoke(post.Number, post.Content);
        try
        {
            using var patience = new CancellationTokenSource(Patience);
            using var answer = await http.PostAsync(new Uri("api/statements?onUnknown=create", UriKind.Relative), ApiClient.Body(pool.Text(post)), patience.Token);
            using var body = ApiClient.Read(await answer.Content.ReadAsStringAsync(patience.Token));
            return answers.Take(post, (int)answer.StatusCode, body.RootElement, "a post");
        }
        catch (Exception unsent) when (ApiClient.IsUnsent(unsent))
        {
            pool.History.Refused(post.Number, post.Content);
            return false;
        }
        catch (Exception cut) when (ApiClient.IsCut(cut))
        {
            pool.History.Info(post.Number, post.Content);
            return false;
        }
    }

    public void Dispose()
    {
        foreach (var http in _ways) http.Dispose();
    }
}
