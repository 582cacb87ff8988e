using System.Text.Json;
using Tracker.Domain.Actors;
using Tracker.Domain.Meetings;
using Tracker.Domain.Places;
using Tracker.Domain.Statements;
using Tracker.Domain.Stories;
using Tracker.Domain.Topics;

namespace Tracker.DomainTests;

/// <summary>Plain values that a test changes only where it matters.</summary>
static class Some
{
    public static readonly DateTimeOffset Noon = new(2025, 5, 17, 12, 0, 0, TimeSpan.Zero);

    public static readonly IReadOnlySet<string> NoMedia = new HashSet<string>(StringComparer.Ordinal);

    public static StoryProfile Story(string title = "Talks") => new() { Title = title, Parties = ["ukraine", "russia"], ThirdParties = ["turkey"] };

    public static ActorProfile Actor(string name = "Hakan Fidan", ActorKind kind = ActorKind.Person) => new() { Name = name, Kind = kind };

    public static PlaceProfile Place(string name = "Istanbul") => new() { Name = name, Country = "TR", Lat = 41.01, Lon = 28.98 };

    public static TopicProfile Topic(string title = "Ceasefire") => new() { Story = "talks", Title = title };

    public static MeetingProfile Meeting(string name = "Talks in Istanbul") => new() { Story = "talks", Name = name };

    public static StatusEntry Status(MeetingStatus status, string? reason = null, bool forced = false) => new() { Status = status, Reason = reason, Forced = forced };

    public static Participation Participation(string actor = "fidan", Attendance attendance = Attendance.Present) => new() { Actor = actor, Attendance = attendance };

    public static StatementContent Statement(params PositionTaken[] positions) =>
        new() { Story = "talks", Speakers = ["trump"], Text = "They should talk.", Positions = positions };

    public static PositionTaken Position(string topic, Stance stance = Stance.Supports, params string[] conditions) =>
        new() { Topic = topic, Stance = stance, Conditions = [.. conditions.Select(text => new ConditionText { Text = text })] };

    public static StatementCommand.Post Post(StatementContent content, string id = "s1", params string[] media) =>
        new(id, content, media.ToHashSet(StringComparer.Ordinal), "desk");

    public static StatementCommand.Correct Correct(string json, DateTimeOffset? saidUntil = null, string reason = "misheard", params string[] media) =>
        new(JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(json)!, saidUntil, media.ToHashSet(StringComparer.Ordinal), reason, CorrectionKind.Correction, "editor");
}
