using System.Text.Json;
using Tracker.Domain;
using Tracker.Domain.Actors;
using Tracker.Domain.Meetings;
using Tracker.Domain.Statements;
using Tracker.Domain.Topics;
using Tracker.Log;

namespace Tracker.Api.Writing;

/// <summary>The references that must never lead back to where they begin. Each follows the entities' own streams; see <see cref="Links.Supersession"/> for links.</summary>
internal sealed class Circles(IEventLog log)
{
    public ValueTask<Trail> OfActorAsync(string id, ActorProfile actor, CancellationToken ct) =>
        FollowAsync<Actor, ActorCommand>("parent", Ref.Actor(id), actor.Parent, state => state.Profile.Parent, ct);

    public ValueTask<Trail> OfTopicAsync(string id, TopicProfile topic, CancellationToken ct) =>
        FollowAsync<Topic, TopicCommand>("parent", Ref.Topic(id), topic.Parent, state => state.Profile.Parent, ct);

    public async ValueTask<Trail> OfMeetingAsync(string id, MeetingProfile meeting, CancellationToken ct) =>
        (await FollowAsync<Meeting, MeetingCommand>("parent", Ref.Meeting(id), meeting.Parent, state => state.Profile.Parent, ct))
        .And(await FollowAsync<Meeting, MeetingCommand>("previous", Ref.Meeting(id), meeting.Previous, state => state.Profile.Previous, ct));

    /// <summary>Of a merge: the actors that <paramref name="into"/> turned out to be itself are what it passes.</summary>
    public ValueTask<Trail> OfMergeAsync(string id, string into, CancellationToken ct) =>
        FollowAsync<Actor, ActorCommand>("into", Ref.Actor(id), into, state => state.MergedInto, ct);

    /// <summary>Of a correction: only what it changes, without <see cref="OfUtteranceAsync"/>. New statements close no circle: nothing refers to them yet.</summary>
    public async ValueTask<Trail> OfCorrectionAsync(string id, IReadOnlyDictionary<string, JsonElement> changes, CancellationToken ct) =>
        (await CorrectedAsync(id, changes, "inReplyTo", state => state.Content.InReplyTo, ct))
        .And(await CorrectedAsync(id, changes, "duplicate", state => state.Content.Duplicate?.Of, ct));

    /// <summary>Of a correction that makes a statement part of another's utterance; what it passes last is the first part.</summary>
    public ValueTask<Trail> OfUtteranceAsync(string id, IReadOnlyDictionary<string, JsonElement> changes, CancellationToken ct) =>
        CorrectedAsync(id, changes, "sameUtteranceAs", state => state.Content.SameUtteranceAs, ct);

    ValueTask<Trail> CorrectedAsync(string id, IReadOnlyDictionary<string, JsonElement> changes, string field, Func<Statement, string?> next, CancellationToken ct) =>
        FollowAsync<Statement, StatementCommand>("changes." + field, Ref.Statement(id), changes.TryGetValue(field, out var value) ? StatementIn(value) : null, next, ct);

    // A value of another shape is refused by the domain, by name.
    static string? StatementIn(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Object when value.TryGetProperty("of", out var of) && of.ValueKind == JsonValueKind.String => of.GetString(),
        _ => null,
    };

    ValueTask<Trail> FollowAsync<TState, TCommand>(string field, string from, string? to, Func<TState, string?> next, CancellationToken ct)
        where TState : IEntity<TState, TCommand>
    {
        var kind = Ref.KindOf(from);
        return Trail.FollowAsync(field, from, to is null ? null : $"{kind}/{to}", async entity =>
        {
            var state = await log.LoadAsync<TState, TCommand>(entity, ct);
            return new Step(next(state) is { } onward ? [$"{kind}/{onward}"] : [], [new Expectation(entity, state.Version)]);
        });
    }
}
