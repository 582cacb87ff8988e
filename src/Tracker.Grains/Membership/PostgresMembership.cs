using System.Globalization;
using Npgsql;
using NpgsqlTypes;
using Orleans.Runtime;

namespace Tracker.Grains.Membership;

/// <summary>
/// Orleans's membership table in the log's database. Every change of a row moves the table's version, on condition of the version and of the row that the
/// caller read; the version's row is the lock, so of two changes at one moment one is refused. Saying that one lives moves nothing.
/// Times cross as ages: what a member writes is taken on the database's clock and given to each reader on his own.
/// </summary>
/// <param name="cluster">Members of another cluster in the same tables are not seen.</param>
public sealed class PostgresMembership(ClusterTables tables, string cluster) : IMembershipTable
{
    const string Columns = """
        silo, status, gateway, host, name, role, update_zone, fault_zone, extract(epoch FROM clock_timestamp() - started)::float8, extract(epoch FROM clock_timestamp() - alive)::float8,
        voters, ARRAY(SELECT extract(epoch FROM clock_timestamp() - vote)::float8 FROM unnest(voted) WITH ORDINALITY votes(vote, n) ORDER BY n), etag
        """;

    const string Voted = "ARRAY(SELECT clock_timestamp() - age FROM unnest($13::interval[]) WITH ORDINALITY ages(age, n) ORDER BY n)";

    public Task InitializeMembershipTable(bool tryInitTableVersion) => InitializeMembershipTableAsync(tryInitTableVersion, CancellationToken.None);

    public async Task InitializeMembershipTableAsync(bool tryInitTableVersion, CancellationToken cancellationToken = default)
    {
        await tables.PrepareAsync(cancellationToken);
        if (tryInitTableVersion) await ChangeAsync("INSERT INTO {0}.cluster_versions(cluster, version) VALUES($1, 0) ON CONFLICT DO NOTHING", cancellationToken, Text(cluster));
    }

    public Task<MembershipTableData> ReadRow(SiloAddress key) => ReadRowAsync(key, CancellationToken.None);

    public Task<MembershipTableData> ReadRowAsync(SiloAddress key, CancellationToken cancellationToken = default) => ReadAsync(key, cancellationToken);

    public Task<MembershipTableData> ReadAll() => ReadAllAsync(CancellationToken.None);

    public Task<MembershipTableData> ReadAllAsync(CancellationToken cancellationToken = default) => ReadAsync(null, cancellationToken);

    public Task<bool> InsertRow(MembershipEntry entry, TableVersion tableVersion) => InsertRowAsync(entry, tableVersion, CancellationToken.None);

    public async Task<bool> InsertRowAsync(MembershipEntry entry, TableVersion tableVersion, CancellationToken cancellationToken = default) => await ChangeAsync($$"""
        WITH moved AS (
          UPDATE {0}.cluster_versions SET version = $14 WHERE cluster = $1 AND version = $15
            AND NOT EXISTS (SELECT FROM {0}.cluster_members WHERE cluster = $1 AND silo = $2)
          RETURNING version)
        INSERT INTO {0}.cluster_members(cluster, silo, status, gateway, host, name, role, update_zone, fault_zone, started, alive, voters, voted, etag)
        SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, clock_timestamp() - $10, clock_timestamp() - $11, $12, {{Voted}}, version FROM moved
        """, cancellationToken, [.. Row(entry), .. Versions(tableVersion)]) == 1;

    public Task<bool> UpdateRow(MembershipEntry entry, string etag, TableVersion tableVersion) => UpdateRowAsync(entry, etag, tableVersion, CancellationToken.None);

    public async Task<bool> UpdateRowAsync(MembershipEntry entry, string etag, TableVersion tableVersion, CancellationToken cancellationToken = default) => await ChangeAsync($$"""
        WITH moved AS (
          UPDATE {0}.cluster_versions SET version = $14 WHERE cluster = $1 AND version = $15
            AND EXISTS (SELECT FROM {0}.cluster_members WHERE cluster = $1 AND silo = $2 AND etag = $16)
          RETURNING version)
        UPDATE {0}.cluster_members SET status = $3, gateway = $4, host = $5, name = $6, role = $7, update_zone = $8, fault_zone = $9,
          started = clock_timestamp() - $10, alive = clock_timestamp() - $11, voters = $12, voted = {{Voted}}, etag = moved.version
        FROM moved WHERE cluster = $1 AND silo = $2
        """, cancellationToken, [.. Row(entry), .. Versions(tableVersion), Number(ETag(etag))]) == 1;

    public Task UpdateIAmAlive(MembershipEntry entry) => UpdateIAmAliveAsync(entry, CancellationToken.None);

    public async Task UpdateIAmAliveAsync(MembershipEntry entry, CancellationToken cancellationToken = default) => await ChangeAsync(
        "UPDATE {0}.cluster_members SET alive = clock_timestamp() - $3 WHERE cluster = $1 AND silo = $2", cancellationToken,
        Text(cluster), Text(entry.SiloAddress.ToParsableString()), Age(entry.IAmAliveTime, Now));

    public Task DeleteMembershipTableEntries(string clusterId) => DeleteMembershipTableEntriesAsync(clusterId, CancellationToken.None);

    public async Task DeleteMembershipTableEntriesAsync(string clusterId, CancellationToken cancellationToken = default) => await ChangeAsync(
        "WITH gone AS (DELETE FROM {0}.cluster_members WHERE cluster = $1) DELETE FROM {0}.cluster_versions WHERE cluster = $1", cancellationToken, Text(clusterId));

    public Task CleanupDefunctSiloEntries(DateTimeOffset beforeDate) => CleanupDefunctSiloEntriesAsync(beforeDate, CancellationToken.None);

    /// <summary>A death is known since the last vote for it, whenever the silo last said that it lives.</summary>
    public async Task CleanupDefunctSiloEntriesAsync(DateTimeOffset beforeDate, CancellationToken cancellationToken = default) => await ChangeAsync("""
        DELETE FROM {0}.cluster_members WHERE cluster = $1 AND status = $2
          AND greatest(alive, (SELECT max(vote) FROM unnest(voted) vote)) < clock_timestamp() - $3
        """, cancellationToken, Text(cluster), Number((int)SiloStatus.Dead), Age(beforeDate.UtcDateTime, Now));

    async Task<MembershipTableData> ReadAsync(SiloAddress? only, CancellationToken ct)
    {
        // One statement: version and rows are of one moment.
        var (members, version) = (new List<Tuple<MembershipEntry, string>>(), 0);
        await tables.AskAsync($"SELECT v.version, {Columns} FROM {{0}}.cluster_versions v LEFT JOIN {{0}}.cluster_members m ON m.cluster = v.cluster AND ($2::text IS NULL OR silo = $2) WHERE v.cluster = $1", async command =>
        {
            await using var rows = await command.ExecuteReaderAsync(ct);
            while (await rows.ReadAsync(ct))
            {
                version = rows.GetInt32(0);
                if (!await rows.IsDBNullAsync(1, ct)) members.Add(Member(rows));
            }
            return members.Count;
        }, ct, Text(cluster), Text(only?.ToParsableString()));
        return new MembershipTableData(members, new TableVersion(version, version.ToString(CultureInfo.InvariantCulture)));
    }

    static Tuple<MembershipEntry, string> Member(NpgsqlDataReader row)
    {
        var now = Now;
        var (voters, ages) = (row.GetFieldValue<string[]>(11), row.GetFieldValue<double[]>(12));
        return Tuple.Create(new MembershipEntry
        {
            SiloAddress = SiloAddress.FromParsableString(row.GetString(1)), Status = (SiloStatus)row.GetInt32(2), ProxyPort = row.GetInt32(3), HostName = row.GetString(4), SiloName = row.GetString(5),
            RoleName = row.IsDBNull(6) ? null : row.GetString(6), UpdateZone = row.GetInt32(7), FaultZone = row.GetInt32(8),
            StartTime = now - TimeSpan.FromSeconds(row.GetDouble(9)), IAmAliveTime = now - TimeSpan.FromSeconds(row.GetDouble(10)),
            SuspectTimes = [.. voters.Zip(ages, (voter, age) => Tuple.Create(SiloAddress.FromParsableString(voter), now - TimeSpan.FromSeconds(age)))],
        }, row.GetInt32(13).ToString(CultureInfo.InvariantCulture));
    }

    IReadOnlyList<NpgsqlParameter> Row(MembershipEntry entry)
    {
        var now = Now;
        IReadOnlyList<Tuple<SiloAddress, DateTime>> votes = entry.SuspectTimes ?? [];
        return
        [
            Text(cluster), Text(entry.SiloAddress.ToParsableString()), Number((int)entry.Status), Number(entry.ProxyPort), Text(entry.HostName ?? ""), Text(entry.SiloName ?? ""), Text(entry.RoleName),
            Number(entry.UpdateZone), Number(entry.FaultZone), Age(entry.StartTime, now), Age(entry.IAmAliveTime, now),
            new() { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text, Value = votes.Select(vote => vote.Item1.ToParsableString()).ToArray() },
            new() { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Interval, Value = votes.Select(vote => now - vote.Item2).ToArray() },
        ];
    }

    /// <summary>The version to be, and the one that the caller read. Whatever the etag cannot be, nothing has: it is refused.</summary>
    static IReadOnlyList<NpgsqlParameter> Versions(TableVersion version) => [Number(version.Version), Number(ETag(version.VersionEtag))];

    static int ETag(string? etag) => int.TryParse(etag, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;

    Task<int> ChangeAsync(string sql, CancellationToken ct, params IReadOnlyList<NpgsqlParameter> parameters) => tables.AskAsync(sql, command => command.ExecuteNonQueryAsync(ct), ct, parameters);

    static NpgsqlParameter Text(string? text) => new() { NpgsqlDbType = NpgsqlDbType.Text, Value = text ?? (object)DBNull.Value };

    static NpgsqlParameter Number(int number) => new() { NpgsqlDbType = NpgsqlDbType.Integer, Value = number };

    static NpgsqlParameter Age(DateTime time, DateTime now) => new() { NpgsqlDbType = NpgsqlDbType.Interval, Value = now - time };

    // What Orleans compares these times with is the machine's clock, too.
    static DateTime Now => TimeProvider.System.GetUtcNow().UtcDateTime;
}
