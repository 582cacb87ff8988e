using System.Net.Sockets;
using Azure;
using Azure.Core;
using Azure.Data.Tables;
using Azure.Identity;
using Azure.Storage.Blobs;
using Orleans.Runtime;

namespace Tracker.Server.Cluster;

/// <summary>The storage account of a cluster on Azure, as <c>Tracker:AzureStorage</c> names it.</summary>
static class AzureAccount
{
    /// <summary>Table of the members.</summary>
    public const string Members = "TrackerMembers";

    /// <summary>Container of the snapshots.</summary>
    public const string Snapshots = "tracker-snapshots";

    const string Example = "a connection string (DefaultEndpointsProtocol=https;AccountName=…;AccountKey=…) or an endpoint (https://account.blob.core.windows.net) that the process's managed identity may use";

    static readonly TimeSpan AskAgain = TimeSpan.FromSeconds(1);

    /// <exception cref="UsageException">It cannot be meant: one line, without the secret.</exception>
    public static void Check(string? account)
    {
        if (string.IsNullOrEmpty(account)) throw new UsageException($"Tracker:Cluster is azure, and Tracker:AzureStorage is not set; it is {Example}.");
        try
        {
            Open(account);
        }
        catch (Exception wrong) when (wrong is FormatException or ArgumentException or InvalidOperationException or KeyNotFoundException)
        {
            // Its own words may quote the key.
            throw new UsageException($"Tracker:AzureStorage cannot be read. It is {Example}.");
        }
    }

    public static (TableServiceClient Tables, BlobServiceClient Blobs) Open(string account)
    {
        var (tables, blobs) = (new TableClientOptions(), new BlobClientOptions());
        Hasten(tables.Retry);
        Hasten(blobs.Retry);
        if (!account.StartsWith("https://", StringComparison.OrdinalIgnoreCase)) return (new TableServiceClient(account, tables), new BlobServiceClient(account, blobs));
        var identity = new DefaultAzureCredential();
        return (new TableServiceClient(Endpoint(account, "table"), identity, tables), new BlobServiceClient(Endpoint(account, "blob"), identity, blobs));
    }

    /// <summary>Before the silo starts: an account that refuses is one line here, and one that is away is waited for, and said so once.</summary>
    /// <param name="snapshots">Whether this process keeps any: a client of silos needs the table only.</param>
    /// <exception cref="UsageException">It does not let this process in, or there is none.</exception>
    public static async Task ReachAsync(string account, bool snapshots, Action<string> tell, CancellationToken ct)
    {
        var (tables, blobs) = Open(account);
        for (var told = false; ; await Task.Delay(AskAgain, ct))
        {
            try
            {
                await tables.CreateTableIfNotExistsAsync(Members, ct);
                if (snapshots) await blobs.GetBlobContainerClient(Snapshots).CreateIfNotExistsAsync(cancellationToken: ct);
                if (told) tell("The storage account of Tracker:AzureStorage answers.");
                return;
            }
            catch (Exception failed) when (IsTrouble(failed) && !ct.IsCancellationRequested)
            {
                if (IsRefusal(failed)) throw new UsageException($"The storage account of Tracker:AzureStorage does not let Tracker in ({Reason(failed)}): put the key right, or give the process's identity the roles Storage Table Data Contributor and Storage Blob Data Contributor.");
                if (IsUnknownHost(failed)) throw new UsageException("Nobody knows the host of Tracker:AzureStorage; put it right.");
                if (!told) tell($"The storage account of Tracker:AzureStorage cannot be reached ({Reason(failed)}): look at it and at Tracker:AzureStorage. It is waited for.");
                told = true;
            }
        }
    }

    /// <summary>Whether the account, and not this program, is the cause.</summary>
    public static bool IsTrouble(Exception error) => error switch
    {
        AggregateException several => several.InnerExceptions.All(IsTrouble),
        // Orleans's providers put some into their own.
        OrleansException { InnerException: { } inner } => IsTrouble(inner),
        _ => error is RequestFailedException or AuthenticationFailedException or HttpRequestException or IOException or TimeoutException or OperationCanceledException,
    };

    /// <summary>Whether it answered, and no: a key or a right is wrong, and asking again changes nothing.</summary>
    public static bool IsRefusal(Exception error) => error switch
    {
        AggregateException several => several.InnerExceptions.Any(IsRefusal),
        OrleansException { InnerException: { } inner } => IsRefusal(inner),
        RequestFailedException refused => refused.Status is 401 or 403,
        _ => error is AuthenticationFailedException,
    };

    /// <summary>One line without secrets: not the SDK's words, which span lines and quote the request.</summary>
    public static string Reason(Exception error) => error switch
    {
        AggregateException several => Reason(several.InnerExceptions[^1]),
        RequestFailedException { Status: > 0 } said => said.ErrorCode is { } code ? $"{said.Status} {code}" : $"{said.Status}",
        AuthenticationFailedException => "no identity",
        OperationCanceledException or TimeoutException => "no answer in time",
        { InnerException: SocketException socket } => socket.Message,
        { InnerException: { } inner } => Reason(inner),
        _ => error.Message.ReplaceLineEndings(" "),
    };

    static bool IsUnknownHost(Exception error) => error switch
    {
        AggregateException several => several.InnerExceptions.Any(IsUnknownHost),
        SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData } => true,
        _ => error.InnerException is { } inner && IsUnknownHost(inner),
    };

    // A member that waits a minute for its table looks hung to whoever waits for it.
    static void Hasten(RetryOptions retry) => (retry.MaxRetries, retry.Delay, retry.MaxDelay, retry.NetworkTimeout) = (2, TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5));

    /// <summary>The account's other endpoint differs in one label of the host.</summary>
    static Uri Endpoint(string account, string service)
    {
        var given = new Uri(account);
        var labels = given.Host.Split('.');
        if (labels.Length < 3 || labels[1] is not ("blob" or "table")) throw new FormatException();
        labels[1] = service;
        return new Uri($"https://{string.Join('.', labels)}/");
    }
}
