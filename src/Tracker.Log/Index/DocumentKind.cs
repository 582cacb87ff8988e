using System.Text.Json;
using Tracker.Domain;
using Tracker.Domain.Actors;
using Tracker.Domain.Meetings;
using Tracker.Domain.Places;
using Tracker.Domain.Statements;
using Tracker.Domain.Stories;
using Tracker.Domain.Topics;

namespace Tracker.Log.Index;

/// <summary>How an entity of one kind becomes documents: the domain's fold of its own stream, written as readers get it, and read back to go on from.</summary>
abstract class DocumentKind
{
    /// <summary>Place in here + 1 is the kind's number in the index; 0 = an entity without documents.</summary>
    public static readonly string[] Names = ["story", "actor", "place", "topic", "meeting", "statement", "act", "claim", "condition", "link"];

    public const int Story = 1, Actor = 2, Topic = 4, Meeting = 5, Statement = 6, Act = 7, Claim = 8, Condition = 9, Link = 10;

    /// <summary>Changes with every fold: an index made by another one is made anew.</summary>
    public static readonly string Folds = string.Join('.',
        Domain.Stories.Story.FoldVersion, Domain.Actors.Actor.FoldVersion, Place.FoldVersion, Domain.Topics.Topic.FoldVersion, Domain.Meetings.Meeting.FoldVersion, Domain.Statements.Statement.FoldVersion,
        Domain.Acts.Act.FoldVersion, Domain.Claims.Claim.FoldVersion, Domain.Conditions.Condition.FoldVersion, Domain.Links.Link.FoldVersion);

    static readonly DocumentKind[] All =
    [
        new StoryDocuments(), new ActorDocuments(), new PlaceDocuments(), new TopicDocuments(), new MeetingDocuments(), new StatementDocuments(),
        new ActDocuments(), new ClaimDocuments(), new ConditionDocuments(), new LinkDocuments(),
    ];

    public static int CodeOf(string reference) => Array.IndexOf(Names, reference[..Math.Max(0, reference.IndexOf('/', StringComparison.Ordinal))]) + 1;

    public static DocumentKind Of(int code) => All[code - 1];

    /// <param name="before">Null before the first record.</param>
    public abstract object Evolve(object? before, Record record);

    /// <summary>The document as it is stored; see <see cref="Members"/>.</summary>
    public abstract byte[] Write(object state);

    /// <summary>The state whose document this is, as far as the document needs it.</summary>
    public abstract object Read(Written document);

    /// <summary>The names of its states, by number from 1; empty when it is not listed by state.</summary>
    public virtual IReadOnlyList<string> States => [];

    /// <summary>Which of <see cref="States"/> it is in, from 1; 0 = none.</summary>
    public virtual int State(object state) => 0;

    /// <summary>Its place in said order, milliseconds; null = it has none of its own (a meeting's parts have).</summary>
    /// <param name="said">Of another entity (a reference), as it is known now.</param>
    public virtual long? Said(object state, Func<string, long?> said) => null;

    protected static IReadOnlyList<string> NamesOf<T>() where T : struct, Enum => [.. Enum.GetNames<T>().Select(JsonNamingPolicy.SnakeCaseLower.ConvertName)];

    protected static long Milliseconds(DateTimeOffset at) => at.ToUnixTimeMilliseconds();
}

/// <summary>A document as it was written, and the columns beside it.</summary>
readonly record struct Written(string Id, int Version, long Created, DateTimeOffset RecordedAt, JsonElement Body)
{
    public T Whole<T>() => Body.Deserialize<T>(Events.Json)!;

    public T? Get<T>(string name) => Body.TryGetProperty(name, out var value) ? value.Deserialize<T>(Events.Json) : default;
}

abstract class DocumentKind<TState> : DocumentKind where TState : class
{
    public sealed override object Evolve(object? before, Record record) => Evolve((TState?)before, record);
    public sealed override byte[] Write(object state) => Members((TState)state).ToStored();
    public sealed override object Read(Written document) => State(document);

    protected abstract TState Evolve(TState? before, Record record);
    protected abstract Members Members(TState state);
    protected abstract TState State(Written document);
}

sealed class StoryDocuments : DocumentKind<Story>
{
    protected override Story Evolve(Story? before, Record record) => Domain.Stories.Story.Evolve(before ?? Domain.Stories.Story.Initial, record);

    protected override Members Members(Story state) =>
        new Members(state.Id).Flat(state.Profile).Add("status", state.Status).AddTime("recordedAt", state.RecordedAt);

    protected override Story State(Written document) => new()
    {
        Id = document.Id, Version = document.Version, RecordedAt = document.RecordedAt,
        Profile = document.Whole<StoryProfile>(), Status = document.Get<StoryStatus>("status"),
    };
}

sealed class ActorDocuments : DocumentKind<Actor>
{
    protected override Actor Evolve(Actor? before, Record record) => Domain.Actors.Actor.Evolve(before ?? Domain.Actors.Actor.Initial, record);

    protected override Members Members(Actor state) => new Members(state.Id).Flat(state.Profile).AddSome("mergedInto", state.MergedInto).AddTime("recordedAt", state.RecordedAt);

    protected override Actor State(Written document) => new()
    {
        Id = document.Id, Version = document.Version, RecordedAt = document.RecordedAt, Profile = document.Whole<ActorProfile>(), MergedInto = document.Get<string>("mergedInto"),
    };
}

sealed class PlaceDocuments : DocumentKind<Place>
{
    protected override Place Evolve(Place? before, Record record) => Place.Evolve(before ?? Place.Initial, record);

    protected override Members Members(Place state) => new Members(state.Id).Flat(state.Profile).AddTime("recordedAt", state.RecordedAt);

    protected override Place State(Written document) =>
        new() { Id = document.Id, Version = document.Version, RecordedAt = document.RecordedAt, Profile = document.Whole<PlaceProfile>() };
}

sealed class TopicDocuments : DocumentKind<Topic>
{
    protected override Topic Evolve(Topic? before, Record record) => Domain.Topics.Topic.Evolve(before ?? Domain.Topics.Topic.Initial, record);

    protected override Members Members(Topic state) => new Members(state.Id).Flat(state.Profile).AddTime("recordedAt", state.RecordedAt);

    protected override Topic State(Written document) =>
        new() { Id = document.Id, Version = document.Version, RecordedAt = document.RecordedAt, Profile = document.Whole<TopicProfile>() };
}

sealed class MeetingDocuments : DocumentKind<Meeting>
{
    protected override Meeting Evolve(Meeting? before, Record record) => Domain.Meetings.Meeting.Evolve(before ?? Domain.Meetings.Meeting.Initial, record);

    protected override Members Members(Meeting state) =>
        new Members(state.Id).Flat(state.Profile).Add("status", state.Status).AddSome("outcome", state.Outcome)
            .AddSome("participants", state.Participants).AddSome("statusHistory", state.StatusHistory).AddTime("recordedAt", state.RecordedAt);

    protected override Meeting State(Written document) => new()
    {
        Id = document.Id, Version = document.Version, RecordedAt = document.RecordedAt, Profile = document.Whole<MeetingProfile>(),
        Status = document.Get<MeetingStatus>("status"), Outcome = document.Get<MeetingOutcome?>("outcome"),
        Participants = document.Get<List<Participation>>("participants") ?? [], StatusHistory = document.Get<List<StatusEntry>>("statusHistory") ?? [],
    };
}

sealed class StatementDocuments : DocumentKind<Statement>
{
    public override IReadOnlyList<string> States { get; } = NamesOf<DuplicateState>();

    public override int State(object state) => ((Statement)state).Content.Duplicate is { } duplicate ? (int)duplicate.State + 1 : 0;

    public override long? Said(object state, Func<string, long?> said) =>
        Milliseconds(Domain.Dates.Said.Key(((Statement)state).Content.SaidUntil, ((Statement)state).RecordedAt));

    protected override Statement Evolve(Statement? before, Record record) =>
        Domain.Statements.Statement.Evolve(before ?? Domain.Statements.Statement.Initial, record);

    protected override Members Members(Statement state)
    {
        var members = new Members(state.Id).Add("position", state.Position).AddTime("recordedAt", state.RecordedAt);
        return state.Redacted
            ? members.Add("redacted", value: true)
            : members.Flat(state.Content).Add("status", state.Status).Add("verification", state.Verification).AddSome("verificationNote", state.VerificationNote);
    }

    protected override Statement State(Written document)
    {
        var state = new Statement { Id = document.Id, Version = document.Version, Position = document.Created, RecordedAt = document.RecordedAt };
        return document.Get<bool>("redacted")
            ? state with { Redacted = true }
            : state with
            {
                Content = document.Whole<StatementContent>(), Status = document.Get<StatementStatus>("status"),
                Verification = document.Get<Domain.Statements.Verification>("verification"), VerificationNote = document.Get<string>("verificationNote"),
            };
    }
}
