using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.SignalR.Protocol;
using Tracker.Api.Keys;
using Tracker.Contracts.Live;
using Tracker.Domain;
using Tracker.Log;
using Tracker.Log.Feed;

namespace Tracker.Api.Live;

/// <summary>One hub client: its handshake, then its messages one after the other; between them the feed writes to it.</summary>
sealed class HubSession(HubSocket socket, HttpContext http, LiveConnections.Place place, HubSessions all) : IOutlet
{
    /// <summary>A client that does not answer a close by then is cut off.</summary>
    static readonly TimeSpan Farewell = TimeSpan.FromSeconds(1);

    readonly CancellationToken _gone = http.RequestAborted;
    readonly Allowance _allowance = new(all.Options.HubMessagesPerSecond);
    long _heard = all.Now, _told = all.Now;
    IMember? _member;
    bool _shaken, _watching;
    int _over;

    public async Task RunAsync()
    {
        try
        {
            if (!await ShakeHandsAsync()) return;
            while (await socket.NextAsync() is { } bytes)
            {
                Volatile.Write(ref _heard, all.Now);
                if (!HubWire.Protocol.TryParseMessage(ref bytes, HubWire.Binder, out var message)) continue;
                if (message is CloseMessage || !await TakeAsync(message)) break;
            }
            await EndAsync(default);
        }
        catch (InvalidDataException malformed)
        {
            // Nothing that follows can be understood. The client is told what SignalR itself would tell it.
            await EndAsync(HubWire.Close(malformed.Message), "malformed");
        }
        finally
        {
            if (_member is { } member)
            {
                Abort();
                await member.DisposeAsync();
            }
        }
    }

    async Task<bool> ShakeHandsAsync()
    {
        if (await socket.NextAsync() is not { } bytes) return false;
        if (Asked(bytes) is not { } asked) return false;
        var error = asked.Protocol != HubWire.Protocol.Name ? $"The protocol '{asked.Protocol}' is not supported; send json."
            : !HubWire.Protocol.IsVersionSupported(asked.Version) ? $"Version {asked.Version} of the json protocol is not supported." : null;
        await socket.SendAsync(error is null ? HubWire.HandshakeDone : HubWire.Handshake(new HandshakeResponseMessage(error)));
        Volatile.Write(ref _shaken, error is null);
        if (error is not null) await EndAsync(default, "handshake");
        return error is null;
    }

    static HandshakeRequestMessage? Asked(ReadOnlySequence<byte> bytes)
    {
        try
        {
            return HandshakeProtocol.TryParseRequestMessage(ref bytes, out var asked) ? asked : null;
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            // SignalR's parser lets these through where the text is no JSON or has half of a surrogate pair.
            throw new InvalidDataException("The handshake is not JSON.", unreadable);
        }
    }

    /// <summary>False: it asked too often for too long.</summary>
    async ValueTask<bool> TakeAsync(HubMessage message)
    {
        var spent = _allowance.Spend(all.Now, all.Frequency);
        if (spent == Spending.Flood)
        {
            await EndAsync(HubWire.Close("too-many: the connection sends too many messages."), "flood");
            return false;
        }
        var invocation = (message as HubInvocationMessage)?.InvocationId;
        var error = spent == Spending.TooMuch ? $"too-many: at most {all.Options.HubMessagesPerSecond} messages a second." : message switch
        {
            InvocationMessage { Target: var target, Arguments: [WatchRequest request] } when string.Equals(target, HubWire.Watch, StringComparison.OrdinalIgnoreCase) => await WatchAsync(invocation, request),
            InvocationBindingFailureMessage or InvocationMessage or StreamInvocationMessage => "invalid: the hub has one method, Watch, with one argument {after, touches, kinds}.",
            _ => null,
        };
        if (error is not null && invocation is not null && message is not CompletionMessage) await socket.SendAsync(HubWire.Failed(invocation, error));
        return true;
    }

    async ValueTask<string?> WatchAsync(string? invocation, WatchRequest request)
    {
        var (filter, malformed) = Filter.Parse(request.Touches ?? [], request.Kinds ?? []);
        var start = await StartPoint.OfAsync(request.After, "now", all.Log, all.Feed, _gone);
        // As SignalR words an error that a hub method means its client to see.
        if ((start.Refusal ?? malformed) is { } refusal) return $"An unexpected error occurred invoking 'Watch' on the server. HubException: {refusal.Code}: {refusal.Field}: {refusal.Detail}";
        if (_member is { } earlier) await earlier.DisposeAsync();
        var epoch = all.Log.Epoch;
        if (invocation is not null) await socket.SendAsync(HubWire.Done(invocation, new WatchReply { Cursor = new Cursor(epoch, start.After).ToString(), Head = new Cursor(epoch, all.Feed.Head).ToString() }));
        if (start.ResetReason is { } reason)
        {
            all.Meter.Reset(reason);
            await socket.SendAsync(HubWire.Reset(epoch, reason, all.Feed.Floor, start.After));
        }
        _member = all.Feed.Channel(filter!).Join(start.After, this);
        Volatile.Write(ref _watching, true);
        return null;
    }

    public ValueTask WriteAsync(Page page) => socket.SendAsync(page);

    public ValueTask BeatAsync(Beat beat)
    {
        // A key that was taken back ends what was opened with it too.
        if (http.Items[typeof(Principal)] is Principal caller && all.Keys?.StillHolds(caller) == false)
        {
            _ = CloseAsync(HubWire.Close("no-key: the key was taken back."), "key");
            return default;
        }
        return socket.SendAsync(HubWire.Heartbeat(all.Log.Epoch, beat));
    }

    public void Arrived() => place.Arrived();

    public void Closed(Ending why, Exception? trouble)
    {
        all.Meter.Closed(why, trouble);
        Abort();
    }

    /// <summary>Once a second: handshake and silence have their limits, and a client that watches nothing is kept alive.</summary>
    public void Tick(long now)
    {
        var silent = now - Volatile.Read(ref _heard);
        if (!Volatile.Read(ref _shaken) && silent >= all.Handshake) Cut("handshake");
        else if (silent >= all.Silence) Cut("silent");
        // One that does not watch holds up nobody who does.
        else if (silent >= all.Handshake) place.Arrived();
        if (Volatile.Read(ref _watching) || !Volatile.Read(ref _shaken) || now - _told < all.PingEvery) return;
        _told = now;
        _ = Quietly(socket.TrySendAsync(HubWire.Ping).AsTask());
    }

    /// <summary>The server stops: the client is told to come back.</summary>
    public Task StopAsync() => CloseAsync(HubWire.Stopping, "stopping");

    void Cut(string reason)
    {
        if (Interlocked.Exchange(ref _over, 1) == 0) all.Meter.Closed(reason);
        Abort();
    }

    async Task CloseAsync(ReadOnlyMemory<byte> farewell, string reason)
    {
        await EndAsync(farewell, reason);
        await Task.Delay(Farewell, _gone).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!_gone.IsCancellationRequested) Abort();
    }

    /// <summary>Says why, when there is something to say, and closes; whoever does not take it in time is cut off.</summary>
    async Task EndAsync(ReadOnlyMemory<byte> farewell, string? reason = null)
    {
        if (Interlocked.Exchange(ref _over, 1) != 0) return;
        if (reason is not null) all.Meter.Closed(reason);
        try
        {
            await Saying().WaitAsync(Farewell);
        }
        catch (Exception)
        {
            Abort();
        }

        async Task Saying()
        {
            if (!farewell.IsEmpty) await socket.SendAsync(farewell);
            await socket.CloseAsync();
        }
    }

    /// <summary>By anybody, at any time: its request may have ended meanwhile.</summary>
    void Abort()
    {
        try
        {
            http.Abort();
        }
        catch (ObjectDisposedException)
        {
            // Nothing is left to cut.
        }
    }

    static async Task Quietly(Task task) => await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
