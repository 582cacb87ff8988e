using System.Net;
using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Tracker.Api;
using Tracker.Api.Pages;
using Tracker.Log;
using Tracker.Log.Feed;
using Xunit;

namespace Tracker.ApiTests.Operations;

public sealed class HealthTests
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_process_is_ready_while_its_log_can_write_and_it_is_not_about_to_stop_and_live_throughout()
    {
        var (log, told) = Answering<IEventLog>(("get_Epoch", "abcdefgh"), ("get_Stopped", false), ("get_Away", null));
        var (feed, _) = Answering<IFeed>(("get_Head", 7L));
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var departure = new Departure();
        builder.Services.AddSingleton(log).AddSingleton(feed).AddSingleton(departure);
        await using var app = builder.Build();
        Health.Map(app);
        await app.StartAsync(Ct);
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };

        Assert.Equal((HttpStatusCode.OK, "ready at abcdefgh:7"), await Get(client, "/health/ready"));
        told["get_Stopped"] = true;
        Assert.Equal("Not ready: the log can write no more, and the process is about to end.", await NotReady(client, "unavailable"));
        Assert.Equal((HttpStatusCode.OK, "live"), await Get(client, "/health/live"));
        told["get_Stopped"] = false;
        Assert.Equal(HttpStatusCode.OK, (await Get(client, "/health/ready")).Status);
        told["get_Away"] = "the database cannot be reached";
        Assert.Equal("Not ready: the database cannot be reached.", await NotReady(client, "unavailable"));
        Assert.Equal(HttpStatusCode.OK, (await Get(client, "/health/live")).Status);
        told["get_Away"] = null;
        Assert.Equal(HttpStatusCode.OK, (await Get(client, "/health/ready")).Status);
        departure.Begin();
        Assert.Equal("Not ready: the server is about to stop.", await NotReady(client, "stopping"));
        Assert.Equal(HttpStatusCode.OK, (await Get(client, "/health/live")).Status);
    }

    [Fact]
    public async Task What_is_being_written_is_waited_for_and_what_comes_later_is_not_let_in()
    {
        var departure = new Departure();
        Assert.True(departure.TryEnter());
        departure.Begin();
        departure.Begin();
        Assert.True(departure.Begun);
        Assert.False(departure.TryEnter());
        Assert.False(departure.Idle.IsCompleted);
        departure.Leave();
        await departure.Idle.WaitAsync(TimeSpan.FromSeconds(10), Ct);
        var idle = new Departure();
        idle.Begin();
        await idle.Idle.WaitAsync(TimeSpan.FromSeconds(10), Ct);
    }

    /// <summary>Its reason, when it is a problem of that code that says when to come back.</summary>
    static async Task<string?> NotReady(HttpClient client, string code)
    {
        using var answer = await client.GetAsync(new Uri("/health/ready", UriKind.Relative), Ct);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.NotNull(answer.Headers.RetryAfter);
        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Ct));
        Assert.Equal("/problems/" + code, problem.RootElement.GetProperty("type").GetString());
        return problem.RootElement.GetProperty("detail").GetString();
    }

    static async Task<(HttpStatusCode Status, string Text)> Get(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative), Ct);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Ct));
    }

    static (T, Dictionary<string, object?>) Answering<T>(params (string Name, object? Value)[] members) where T : class
    {
        var proxy = DispatchProxy.Create<T, Answers>();
        var told = members.ToDictionary(member => member.Name, member => member.Value, StringComparer.Ordinal);
        ((Answers)(object)proxy).Told = told;
        return (proxy, told);
    }

    /// <summary>Anything else that is asked of it fails.</summary>
    public class Answers : DispatchProxy
    {
        internal Dictionary<string, object?> Told { get; set; } = [];

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod!.Name == "DisposeAsync" ? ValueTask.CompletedTask : Told[targetMethod.Name];
    }
}
