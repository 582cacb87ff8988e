// Raw ASP.NET Core SignalR: what is posted goes to everybody who is connected, and nothing is stored.
using Microsoft.AspNetCore.SignalR;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddSignalR();
var app = builder.Build();
app.MapHub<LiveHub>("/hubs/live");
app.MapPost("/statements", async (Statement statement, IHubContext<LiveHub> hub) =>
{
    await hub.Clients.All.SendAsync("statement", statement);
    return Results.Created($"/statements/{statement.Id}", new { statement.Id });
});
await app.RunAsync();

sealed class LiveHub : Hub;

sealed record Statement(string Id, string Story, string[] Speakers, string Text, string SaidAt, Position[]? Positions);

sealed record Position(string Topic, string Stance);
