using System.Buffers;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.Options;
using Tracker.Api.Json;
using Tracker.Contracts.Live;
using Tracker.Log.Feed;

namespace Tracker.Api.Live;

/// <summary>The hub's messages as bytes, by SignalR's own JSON protocol; what is sent again and again is made here.</summary>
static class HubWire
{
    public const string Watch = nameof(Watch);

    public static readonly JsonHubProtocol Protocol = new(Options.Create(new JsonHubProtocolOptions { PayloadSerializerOptions = new(ApiJson.Options) }));

    /// <summary>What arguments a client's invocation has.</summary>
    public static readonly IInvocationBinder Binder = new OneMethod();

    public static readonly ReadOnlyMemory<byte> Ping = Protocol.GetMessageBytes(PingMessage.Instance);

    public static readonly ReadOnlyMemory<byte> Stopping = Protocol.GetMessageBytes(new CloseMessage("The server stops; come back.", allowReconnect: true));

    public static ReadOnlyMemory<byte> HandshakeDone { get; } = Handshake(HandshakeResponseMessage.Empty);

    public static ReadOnlyMemory<byte> Handshake(HandshakeResponseMessage message)
    {
        var bytes = new ArrayBufferWriter<byte>();
        HandshakeProtocol.WriteResponseMessage(message, bytes);
        return bytes.WrittenMemory;
    }

    public static ReadOnlyMemory<byte> Done(string? invocation, WatchReply reply) => Protocol.GetMessageBytes(CompletionMessage.WithResult(invocation!, reply));

    public static ReadOnlyMemory<byte> Failed(string invocation, string error) => Protocol.GetMessageBytes(CompletionMessage.WithError(invocation, error));

    public static ReadOnlyMemory<byte> Close(string error) => Protocol.GetMessageBytes(new CloseMessage(error, allowReconnect: false));

    public static ReadOnlyMemory<byte> Heartbeat(string epoch, Beat beat) => Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture,
        $"{{\"type\":1,\"target\":\"heartbeat\",\"arguments\":[{{\"cursor\":\"{epoch}:{beat.Cursor}\",\"head\":\"{epoch}:{beat.Head}\",\"items\":{beat.Items}}}]}}\u001e"));

    public static ReadOnlyMemory<byte> Reset(string epoch, string reason, long floor, long head) => Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture,
        $"{{\"type\":1,\"target\":\"reset\",\"arguments\":[{{\"reason\":\"{reason}\",\"floor\":\"{epoch}:{floor}\",\"head\":\"{epoch}:{head}\"}}]}}\u001e"));

    sealed class OneMethod : IInvocationBinder
    {
        public IReadOnlyList<Type> GetParameterTypes(string methodName) =>
            string.Equals(methodName, Watch, StringComparison.OrdinalIgnoreCase) ? [typeof(WatchRequest)] : throw new InvalidDataException("There is no such method; the hub has Watch.");

        public Type GetReturnType(string invocationId) => typeof(object);
        public Type GetStreamItemType(string streamId) => typeof(object);
    }
}
