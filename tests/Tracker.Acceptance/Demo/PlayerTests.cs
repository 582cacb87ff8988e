using System.Net;
using Microsoft.Extensions.Time.Testing;
using Tracker.Server.Demo;

namespace Tracker.Acceptance.Demo;

/// <summary>How the player behaves against a server that answers as it likes.</summary>
public sealed class PlayerTests
{
    static readonly IReadOnlyList<Call> Calls = Plan.Of(DemoData.Scenario, DemoData.Mapping);
    readonly FakeTimeProvider clock = new();
    readonly List<string> said = [];

    [Fact]
    public async Task Every_call_is_sent_once_in_order_with_its_key()
    {
        var server = new Answers(_ => new HttpResponseMessage(HttpStatusCode.Created));
        var result = await Play(server, speed: 0);

        Assert.Equal(Calls.Select(call => $"{call.Method} {call.Path} {call.Key}"), server.Seen);
        Assert.Equal(new DemoResult(Calls.Count, 0, null), result);
        Assert.Equal(Calls.Select(call => call.Step).Distinct().Count() + 1, said.Count);
    }

    [Fact]
    public async Task At_speed_1_it_takes_most_of_two_minutes_and_never_more()
    {
        var start = clock.GetUtcNow();
        await Play(new Answers(_ => new HttpResponseMessage(HttpStatusCode.Created)), speed: 1);
        Assert.InRange(clock.GetUtcNow() - start, TimeSpan.FromSeconds(90), TimeSpan.FromSeconds(120));
    }

    [Fact]
    public async Task A_second_run_waits_for_nothing_and_says_that_all_was_there()
    {
        var start = clock.GetUtcNow();
        var result = await Play(new Answers(_ => Replay()), speed: 1);
        Assert.Equal(new DemoResult(0, Calls.Count, null), result);
        Assert.InRange(clock.GetUtcNow() - start, TimeSpan.Zero, TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task A_busy_or_broken_server_is_asked_again_with_the_same_key()
    {
        var server = new Answers(n => n switch
        {
            1 => new HttpResponseMessage(HttpStatusCode.ServiceUnavailable),
            2 => throw new HttpRequestException("connection refused"),
            3 => new HttpResponseMessage(HttpStatusCode.TooManyRequests),
            _ => new HttpResponseMessage(HttpStatusCode.Created),
        });
        var result = await Play(server, speed: 0);
        Assert.Equal(new DemoResult(Calls.Count, 0, null), result);
        Assert.Equal(4, server.Seen.Count(sent => sent.EndsWith(" " + Calls[0].Key, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_refusal_stops_it_and_is_told()
    {
        var server = new Answers(n => n == 5 ? new HttpResponseMessage(HttpStatusCode.UnprocessableEntity) { Content = new StringContent("unknown-actor") } : new(HttpStatusCode.Created));
        var result = await Play(server, speed: 0);
        Assert.Equal(5, server.Seen.Count);
        Assert.Contains("422 unknown-actor", result.Problem, StringComparison.Ordinal);
        Assert.Equal(result.Problem, said[^1]);
    }

    [Fact]
    public async Task A_server_that_stays_away_is_given_up_on_after_a_bounded_number_of_attempts()
    {
        var server = new Answers(_ => new HttpResponseMessage(HttpStatusCode.ServiceUnavailable));
        var result = await Play(server, speed: 0);
        Assert.Equal(new DemoOptions().Attempts, server.Seen.Count);
        Assert.NotNull(result.Problem);
    }

    static HttpResponseMessage Replay()
    {
        var answer = new HttpResponseMessage(HttpStatusCode.OK);
        answer.Headers.Add("Idempotency-Replayed", "true");
        return answer;
    }

    async Task<DemoResult> Play(Answers server, double speed)
    {
        using var http = new HttpClient(server) { BaseAddress = new Uri("http://demo.test/") };
        var playing = DemoPlayer.PlayAsync(Calls, http, new DemoOptions { Key = "k", Speed = speed }, said.Add, clock, TestContext.Current.CancellationToken);
        for (var tick = 0; tick < 100_000 && !playing.IsCompleted; tick++)
        {
            await Task.Yield();
            if (!playing.IsCompleted && server.Seen.Count > 0)
                clock.Advance(TimeSpan.FromMilliseconds(10));
        }
        return await playing.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
    }

    sealed class Answers(Func<int, HttpResponseMessage> answer) : HttpMessageHandler
    {
        public List<string> Seen { get; } = [];

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Seen.Add($"{request.Method} {request.RequestUri!.AbsolutePath} {request.Headers.GetValues("Idempotency-Key").Single()}");
            return Task.FromResult(answer(Seen.Count));
        }
    }
}
