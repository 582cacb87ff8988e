// The stack that most teams would write: a minimal API, one INSERT into PostgreSQL, SignalR to everybody.
using System.Text.Json;
using Microsoft.AspNetCore.SignalR;
using Npgsql;
using NpgsqlTypes;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddSignalR();
await using var database = NpgsqlDataSource.Create(builder.Configuration.GetConnectionString("Statements")!);
builder.Services.AddSingleton(database);
await using (var create = database.CreateCommand("""
    create table if not exists statements (
        position bigint generated always as identity primary key,
        id text not null unique,
        story text not null,
        speakers text[] not null,
        text text not null,
        said_at text,
        positions jsonb,
        recorded_at timestamptz not null default now())
    """))
{
    await create.ExecuteNonQueryAsync();
}
var app = builder.Build();
app.MapHub<LiveHub>("/hubs/live");
app.MapPost("/statements", async (Statement statement, NpgsqlDataSource db, IHubContext<LiveHub> hub, CancellationToken ct) =>
{
    await using var insert = db.CreateCommand("insert into statements (id, story, speakers, text, said_at, positions) values ($1, $2, $3, $4, $5, $6) returning position");
    insert.Parameters.Add(new() { Value = statement.Id });
    insert.Parameters.Add(new() { Value = statement.Story });
    insert.Parameters.Add(new() { Value = statement.Speakers });
    insert.Parameters.Add(new() { Value = statement.Text });
    insert.Parameters.Add(new() { Value = statement.SaidAt });
    insert.Parameters.Add(new() { Value = statement.Positions is null ? DBNull.Value : JsonSerializer.Serialize(statement.Positions), NpgsqlDbType = NpgsqlDbType.Jsonb });
    var position = (long)(await insert.ExecuteScalarAsync(ct))!;
    await hub.Clients.All.SendAsync("statement", statement, ct);
    return Results.Created($"/statements/{statement.Id}", new { statement.Id, position });
});
await app.RunAsync();

sealed class LiveHub : Hub;

sealed record Statement(string Id, string Story, string[] Speakers, string Text, string SaidAt, Position[]? Positions);

sealed record Position(string Topic, string Stance);
