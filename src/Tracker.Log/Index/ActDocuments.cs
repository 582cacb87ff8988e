using Tracker.Domain;
using Tracker.Domain.Acts;

namespace Tracker.Log.Index;

sealed class ActDocuments : DocumentKind<Act>
{
    public override IReadOnlyList<string> States { get; } = NamesOf<ActState>();

    public override int State(object state) => (int)((Act)state).State + 1;

    public override long? Said(object state, Func<string, long?> said) => Milliseconds(Domain.Dates.Said.Key(((Act)state).Profile.AtUntil, ((Act)state).RecordedAt));

    protected override Act Evolve(Act? before, Record record) => Domain.Acts.Act.Evolve(before ?? Domain.Acts.Act.Initial, record);

    protected override Members Members(Act state) =>
        new Members(state.Id).Flat(state.Profile).Add("state", state.State).AddSome("stateHistory", state.StateHistory).AddTime("recordedAt", state.RecordedAt);

    protected override Act State(Written document) => new()
    {
        Id = document.Id, Version = document.Version, RecordedAt = document.RecordedAt, Profile = document.Whole<ActProfile>(), State = document.Get<ActState>("state"),
        StateHistory = document.Get<List<ActStateEntry>>("stateHistory") ?? [],
    };
}
