using System.Net.Http.Headers;
using Tracker.Acceptance.Browser;
using Tracker.Acceptance.Servers;

[assembly: AssemblyFixture(typeof(BigBoard))]

namespace Tracker.Acceptance.Browser;

/// <summary>One server with a large story, for the tests that look at one; started by the first that asks.</summary>
public sealed class BigBoard : IAsyncDisposable
{
    internal const int Actors = 60, Topics = 45, Statements = 2_000;
    readonly SemaphoreSlim _gate = new(1);
    RunningServer? _server;
    HttpClient? _http;
    BigStory? _story;

    internal async Task<(RunningServer Server, BigStory Story)> StartAsync(CancellationToken ct)
    {
        await _gate.WaitAsync(ct);
        try
        {
            if (_story is null)
            {
                _server = await RunningServer.StartAsync(ct: ct);
                _http = new HttpClient { BaseAddress = _server.Address };
                _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", RunningServer.AdminKey);
                var story = new BigStory(_http, Actors, Topics);
                await story.CreateAsync(ct);
                await story.SayAsync(Statements - story.Said, ct);
                await story.ThereAsync(ct);
                _story = story;
            }
            return (_server!, _story);
        }
        finally
        {
            _gate.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _http?.Dispose();
        if (_server is not null)
            await _server.DisposeAsync();
        _gate.Dispose();
    }
}
