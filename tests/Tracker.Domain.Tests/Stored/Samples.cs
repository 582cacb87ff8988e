using System.Text.Json;
using Tracker.Domain.Actors;
using Tracker.Domain.Acts;
using Tracker.Domain.Claims;
using Tracker.Domain.Conditions;
using Tracker.Domain.Links;
using Tracker.Domain.Meetings;
using Tracker.Domain.Places;
using Tracker.Domain.Positions;
using Tracker.Domain.Statements;
using Tracker.Domain.Stories;
using Tracker.Domain.Topics;

namespace Tracker.DomainTests.Stored;

/// <summary>One event of every kind with every field set: what <c>Approved/</c> freezes.</summary>
static class Samples
{
    static readonly StoryProfile Story = new()
    {
        Title = "Negotiations", Summary = "Talks to end the war.", Parties = ["ukraine", "russia"], ThirdParties = ["turkey"], Lang = "en", Tz = "Europe/Istanbul",
        Proposals = StoryProposals.None, Note = "a note",
    };

    static readonly DateTimeOffset Until = new(2025, 5, 16, 20, 59, 59, 999, TimeSpan.Zero);

    static readonly OtherName OtherName = new() { Name = "Зеленський", Lang = "uk", Note = "in Ukrainian", From = "1978", To = "2025~" };

    static readonly ActorProfile Actor = new()
    {
        Kind = ActorKind.IntergovernmentalOrganization, Name = "Volodymyr Zelensky", OtherNames = [OtherName], Metonyms = ["Kyiv"],
        Identifiers = [new Identifier { Scheme = "wikidata", Value = "Q3874799" }],
        Memberships = [new Membership { Organization = "ukraine", Post = "president", Role = "President", OnBehalfOf = "servant-of-the-people", From = "2019-05-20", To = "2025~", Note = "a note" }],
        Parent = "ukraine", Side = ActorSide.ThirdParty, Unnamed = true, Reviewed = false, Note = "a note",
    };

    static readonly PlaceProfile Place = new() { Name = "Istanbul", OtherNames = [OtherName], Country = "TR", Lat = 41.01, Lon = 0, Note = "a note" };

    static readonly TopicProfile Topic = new()
    {
        Story = "talks", Kind = TopicKind.AgendaItem, Title = "Ceasefire", Proposition = "There should be a ceasefire.", Parent = "peace", Opposes = "war",
        Formulations = [new Formulation { By = "statement/s4", Text = "a full truce" }], Note = "a note",
    };

    static readonly ConditionText Condition = new() { Text = "Putin attends <in person> & \"soon\"", About = "actor/putin" };

    static readonly StatusEntry Status = new()
    {
        Status = MeetingStatus.DidNotTakePlace, At = "2025-05-16T13:00+03:00", AtUntil = Until, Outcome = MeetingOutcome.NoVisibleProgress, Reason = "nobody came", Evidence = ["statement/s6"],
        Forced = true, By = "editor",
    };

    static readonly Participation Participation = new()
    {
        Actor = "trump", Role = ParticipationRole.HeadOfDelegation, Attendance = Attendance.Invited, Rank = "minister", Conditions = [Condition], Basis = "inferred",
        At = "2025-05-16", AtUntil = Until, Evidence = ["statement/s15"],
    };

    static readonly MeetingProfile Meeting = new()
    {
        Story = "talks", Name = "Direct talks", Kind = MeetingKind.SideMeetingGroup, Start = "2025-05-16T13:00", End = "2025-05-16T14:30", Duration = "<PT2H", Tz = "Europe/Istanbul",
        Place = "istanbul", Host = "turkey", Organizer = "un", Previous = "talks-2022", Parent = "process", Topics = ["ceasefire"], Note = "a note",
    };

    static readonly Source Source = new()
    {
        Name = "Reuters", Kind = SourceKind.OfficialSite, Url = "https://example.org/1?a=b&c=d", PublishedAt = "2025-05-16T15:00:00Z", RetrievedAt = "2025-05-16T15:01:00Z", Lang = "en",
        Role = SourceRole.Originator, Locator = "paragraph 1",
    };

    static readonly StatementContent Statement = new()
    {
        Story = "talks", Kind = StatementKind.Demand, Speakers = ["peskov"], Role = "spokesman", OnBehalfOf = ["kremlin", "russia"], To = ["ukraine"], ReportedBy = ["tass"],
        Attribution = Attribution.Relayed, Text = "Слава 'миру' <b>😀</b>\n", Lang = "en", TranslatedFrom = "ru", Translator = "desk", QuoteForm = QuoteForm.Indirect,
        Meeting = "istanbul", Medium = "briefing", Platform = "telegram", SaidAt = "../2025-05-16", SaidUntil = new DateTimeOffset(2025, 5, 16, 20, 59, 59, 999, TimeSpan.Zero),
        About = new About { Actors = ["putin"], Meetings = ["trump-putin"], Topics = ["ceasefire"] },
        Positions = [new PositionTaken { Topic = "ceasefire", Stance = Stance.Demands, Conditions = [Condition] }], Holders = ["russia"], Sources = [Source],
        InReplyTo = "s3", SameUtteranceAs = "s4", Historical = true, Confidence = 0, Plover = new Plover { Category = "REQUEST", Mode = ["yield"], Aux = ["future"] },
        Duplicate = new Duplicate { Of = "s2", State = DuplicateState.Likely, Rule = "paraphrase", Score = 71 },
    };

    static readonly ActProfile Act = new()
    {
        Story = "talks", Kind = ActKind.AcceptanceByConduct, Actors = ["ukraine"], Text = "Ukraine took part.", At = "2025-05-16", AtUntil = Until, Targets = ["shadow-fleet"],
        Topics = ["direct-talks"], Meetings = ["istanbul"], Positions = [new PositionByConduct { Actor = "ukraine", Topic = "direct-talks", Stance = Stance.Supports }],
        Evidence = ["statement/s11"], Sources = [Source], Note = "a note",
    };

    static readonly ActStateEntry ActState = new()
    {
        State = Tracker.Domain.Acts.ActState.InPreparation, At = "2025-05-16", AtUntil = Until, Reason = "announced", Evidence = ["statement/s33"], By = "desk",
    };

    static readonly ClaimProfile Claim = new()
    {
        About = "meeting/talks-2022", Story = "talks", Field = "end", Value = Json("\"2022-21\""), Text = "the talks broke down in spring", Kind = ClaimKind.StatusQuo, At = "2022",
        Sources = [Source], Note = "a note",
    };

    static readonly LinkContent Link = new() { Story = "talks", From = "statement/s3", To = "statement/s4", Kind = LinkKind.OpposedPositions, Topic = "ceasefire" };

    static readonly Held Held = new() { Stance = Stance.Demands, Conditions = [Condition] };

    public static IReadOnlyList<IEvent> All { get; } =
    [
        new StoryCreated { Story = Story, Status = StoryStatus.Active, By = "desk" },
        new StoryRevised { Story = Story, By = "desk" },
        new StoryStatusChanged { From = StoryStatus.Active, To = StoryStatus.Closed, By = "desk" },
        new ActorCreated { Actor = Actor, By = "desk" },
        new ActorRevised { Actor = Actor, By = "desk" },
        new TopicCreated { Topic = Topic, By = "desk" },
        new TopicRevised { Topic = Topic, By = "desk" },
        new PlaceCreated { Place = Place, By = "desk" },
        new PlaceRevised { Place = Place, By = "desk" },
        new MeetingCreated { Meeting = Meeting, Status = Status, Participants = [Participation], By = "desk" },
        new MeetingRevised { Meeting = Meeting, By = "desk" },
        new MeetingStatusChanged { From = MeetingStatus.Proposed, To = Status, By = "desk" },
        new MeetingParticipationChanged { From = Participation, To = Participation with { Attendance = Attendance.Left }, By = "desk" },
        new StatementAdded { Statement = Statement, By = "desk" },
        new StatementCorrected
        {
            Statement = Statement, Reason = "misheard", Kind = CorrectionKind.Clarification, Added = 12, RecordedAt = new DateTimeOffset(2025, 5, 16, 10, 0, 0, 123, TimeSpan.Zero), By = "editor",
            Changes = new Dictionary<string, Change>(StringComparer.Ordinal) { ["positions"] = new Change { Old = Json("""[{"topic":"ceasefire","stance":"rejects"}]"""), New = Json("[]") } },
        },
        new StatementRetracted { Reason = "never said", By = "editor" },
        new StatementVerified { Status = Verification.InProgress, Note = "asked", By = "editor" },
        new StatementSourceAdded { Source = Source, By = "desk" },
        new PositionChanged
        {
            Actor = "russia", Topic = "ceasefire", From = Held, To = Held with { Stance = Stance.Rejects }, Cause = 4711,
            Cell = new Cell
            {
                Actor = "russia", Topic = "ceasefire", Stance = Stance.Rejects, Conditions = [Condition], Since = "2025-05-16", Evidence = ["s3", "s1"], EvidenceCount = 2, Moves = 2, Cause = 4711,
            },
        },
        new ActorMerged { Into = "zelensky", Reason = "the same man", By = "editor" },
        new ActAdded { Act = Act, State = ActState, By = "desk" },
        new ActRevised { Act = Act, By = "desk" },
        new ActStateChanged { From = Tracker.Domain.Acts.ActState.Planned, To = ActState, By = "desk" },
        new ClaimAdded { Claim = Claim, By = "desk" },
        new ClaimPreferred { Old = Json("\"2022-02~\""), New = Json("\"2022-21\""), Superseded = ["claim-1"], Reason = "the body of the article says so", By = "editor" },
        new ConditionOpened
        {
            Story = "talks", Of = new ConditionOf { Actor = "trump", Topic = "direct-talks", Meeting = "istanbul" }, Text = "if Putin comes", About = "actor/putin", Evidence = ["statement/s15"],
            SaidKey = Until, Reason = "taken back", By = "editor", Cause = 4711,
        },
        new ConditionResolved
        {
            State = ConditionState.Failed, Rule = "condition.attendance", ResolvedBy = "meeting/istanbul", Reason = "he stayed away", Made = ["statement/s15"], Evidence = ["statement/s11", "act/a1"],
            SaidKey = Until, By = "editor", Cause = 4711,
        },
        new StatementLinked { Link = Link, State = LinkState.Proposed, Rule = "links.opposition", By = "editor", Cause = 4711 },
        new LinkConfirmed { Reason = "so it is", By = "editor" },
        new LinkDismissed { Reason = "another ceasefire", By = "editor", Rule = "links.opposition", Cause = 4711 },
        new RecordRedacted { Positions = [4711, 4712], Reason = "court order", By = "admin" },
    ];

    static JsonElement Json(string text) => JsonSerializer.Deserialize<JsonElement>(text);
}
