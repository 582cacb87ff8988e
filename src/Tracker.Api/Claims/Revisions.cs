using System.Text.Json;
using Tracker.Api.Statements;
using Tracker.Api.Writing;
using Tracker.Domain;
using Tracker.Domain.Actors;
using Tracker.Domain.Acts;
using Tracker.Domain.Claims;
using Tracker.Domain.Dates;
using Tracker.Domain.Meetings;
using Tracker.Domain.Places;
using Tracker.Domain.Statements;
using Tracker.Domain.Stories;
using Tracker.Domain.Topics;
using Tracker.Grains.Messages;
using Tracker.Grains.Shell;
using Tracker.Grains.Stories;
using Tracker.Log;

namespace Tracker.Api.Claims;

/// <summary>What an entity says of a field itself, and the records by which it comes to say what a claim says.</summary>
/// <param name="Standing">The field's value now; null = it has none.</param>
/// <param name="Companion">Null when it says so already, or when the field is not changed this way.</param>
/// <param name="Given">The streams that the revision rests on.</param>
/// <param name="Refusal">Of the entity: it cannot say so.</param>
internal readonly record struct Revision(JsonElement? Standing, Companion? Companion = null, IReadOnlyList<Expectation>? Given = null, Refusal? Refusal = null);

/// <summary>Makes entities say what an editor holds for right. Their grains are not asked: they follow the log, and learn of it there.</summary>
internal sealed class Revisions(IEventLog log, IGrainFactory grains, Known known, Circles circles, Correcting correcting)
{
    public ValueTask<Revision> OfAsync(ClaimProfile claim, string reason, string by, CancellationToken ct)
    {
        var id = Ref.IdOf(claim.About);
        return Ref.KindOf(claim.About) switch
        {
            "story" => OfStoryAsync(claim, id, by, ct),
            "actor" => PutAsync<Actor, ActorCommand, ActorProfile>(claim, state => state.Profile, profile => new ActorCommand.Put(id, profile, by), profile => circles.OfActorAsync(id, profile, ct), ct),
            "place" => PutAsync<Place, PlaceCommand, PlaceProfile>(claim, state => state.Profile, profile => new PlaceCommand.Put(id, profile, by), Unbound, ct),
            "topic" => PutAsync<Topic, TopicCommand, TopicProfile>(claim, state => state.Profile, profile => new TopicCommand.Put(id, profile, by), profile => circles.OfTopicAsync(id, profile, ct), ct),
            "meeting" => OfMeetingAsync(claim, id, by, ct),
            "act" => OfActAsync(claim, id, by, ct),
            "statement" => OfStatementAsync(claim, id, reason, by, ct),
            _ => throw new InvalidOperationException($"There are no claims about {claim.About}."),
        };
    }

    async ValueTask<Revision> OfStoryAsync(ClaimProfile claim, string id, string by, CancellationToken ct)
    {
        // Its reactions are in its stream, which is long: its grain has folded it, and has let what is due come first, so that its version rests.
        var story = (await Calls.TwiceAsync(() => grains.GetGrain<IStoryGrain>(id).Own())).Value;
        return await PutAsync<Story, StoryCommand, StoryProfile>(claim, story, state => state.Profile, profile => new StoryCommand.Put(id, profile, null, by), Unbound);
    }

    async ValueTask<Revision> OfMeetingAsync(ClaimProfile claim, string id, string by, CancellationToken ct)
    {
        if (ClaimFields.OfProfile(claim.About, claim.Field))
        {
            return await PutAsync<Meeting, MeetingCommand, MeetingProfile>(
                claim, state => state.Profile, profile => new MeetingCommand.Put(id, profile, null, null, by), profile => circles.OfMeetingAsync(id, profile, ct), ct);
        }
        var meeting = await log.LoadAsync<Meeting, MeetingCommand>(claim.About, ct);
        if (ClaimFields.Participant(claim.Field) is not { } named)
            return new Revision(claim.Field switch { "status" => Json(meeting.Status), "outcome" when meeting.Outcome is { } outcome => Json(outcome), _ => null });
        var actor = await known.CanonicalAsync(named);
        var before = meeting.Participants.FirstOrDefault(one => one.Actor == actor);
        var attendance = claim.Value.Deserialize<Attendance>(Events.Json);
        if (before?.Attendance == attendance) return new Revision(Json(attendance));
        // The evidence and the date that it had were for another attendance; of this one the claim says what is known.
        var after = (before ?? new Participation { Actor = actor }) with
        {
            Attendance = attendance, At = claim.At, AtUntil = claim.At is null ? null : Said.Until(claim.At, await known.MeetingZoneAsync(id)), Evidence = [], Basis = null,
        };
        return Decided(before is null ? null : Json(before.Attendance), claim.About, meeting.Version, Meeting.Decide(meeting, new MeetingCommand.ChangeParticipation(after, by)), []);
    }

    async ValueTask<Revision> OfActAsync(ClaimProfile claim, string id, string by, CancellationToken ct)
    {
        var until = claim.Field == "at" && await log.StoryOfAsync(claim.About, ct) is { } story ? Said.Until(claim.Value.GetString(), await known.ZoneAsync(story)) : null;
        return await PutAsync<Act, ActCommand, ActProfile>(
            claim, state => state.Profile, profile => new ActCommand.Put(id, claim.Field == "at" ? profile with { AtUntil = until } : profile, null, by), Unbound, ct);
    }

    async ValueTask<Revision> OfStatementAsync(ClaimProfile claim, string id, string reason, string by, CancellationToken ct)
    {
        var statement = await log.LoadAsync<Statement, StatementCommand>(claim.About, ct);
        var standing = Standing(statement.Content, claim.Field);
        if (!ClaimFields.OfProfile(claim.About, claim.Field)) return new Revision(standing);
        var changes = new Dictionary<string, JsonElement>(StringComparer.Ordinal) { [claim.Field] = claim.Value };
        var ready = await correcting.MakeAsync(id, changes, reason, CorrectionKind.Correction, by, ct);
        return ready.Refusal is { } refusal
            ? new Revision(standing, Refusal: OfEntity(refusal))
            : Decided(standing, claim.About, statement.Version, Statement.Decide(statement, ready.Command!), ready.Given);
    }

    async ValueTask<Revision> PutAsync<TState, TCommand, TProfile>(
        ClaimProfile claim, Func<TState, TProfile> profileOf, Func<TProfile, TCommand> put, Func<TProfile, ValueTask<Trail>> follow, CancellationToken ct)
        where TState : IEntity<TState, TCommand>
        where TProfile : class =>
        await PutAsync(claim, await log.LoadAsync<TState, TCommand>(claim.About, ct), profileOf, put, follow);

    static async ValueTask<Revision> PutAsync<TState, TCommand, TProfile>(
        ClaimProfile claim, TState state, Func<TState, TProfile> profileOf, Func<TProfile, TCommand> put, Func<TProfile, ValueTask<Trail>> follow)
        where TState : IEntity<TState, TCommand>
        where TProfile : class
    {
        var profile = profileOf(state);
        var standing = Standing(profile, claim.Field);
        if (!ClaimFields.OfProfile(claim.About, claim.Field)) return new Revision(standing);
        if (ClaimFields.With(profile, claim.Field, claim.Value) is not { } revised)
            return new Revision(standing, Refusal: Refusals.Invalid("value", $"The claim's value is not what the field '{claim.Field}' takes."));
        var trail = await follow(revised);
        return trail.Refusal is { } circle
            ? new Revision(standing, Refusal: OfEntity(circle))
            : Decided(standing, claim.About, state.Version, TState.Decide(state, put(revised)), trail.Given);
    }

    static Revision Decided(JsonElement? standing, string entity, int version, Decision decision, IReadOnlyList<Expectation> given) =>
        decision.Refusal is { } refusal ? new Revision(standing, Refusal: OfEntity(refusal))
        : decision.Facts.Count == 0 ? new Revision(standing)
        : new Revision(standing, Companion.Of(entity, version, decision.Facts), given);

    /// <summary>The field that an entity names is none of the preference's own request.</summary>
    static Refusal OfEntity(Refusal refusal) => refusal with { Field = null };

    static JsonElement? Standing<T>(T profile, string field) => Json(profile).TryGetProperty(field, out var value) ? value : null;

    static JsonElement Json<T>(T value) => JsonSerializer.SerializeToElement(value, Events.Json);

    static ValueTask<Trail> Unbound<T>(T profile) => ValueTask.FromResult(Trail.None);
}
