using Tracker.Domain;
using Tracker.Domain.Claims;

namespace Tracker.Log.Index;

sealed class ClaimDocuments : DocumentKind<Claim>
{
    public override IReadOnlyList<string> States { get; } = NamesOf<ClaimStatus>();

    public override int State(object state) => (int)((Claim)state).Status + 1;

    // Nobody says when a claim was made: like all that is undated it stands where it became known.
    public override long? Said(object state, Func<string, long?> said) => Milliseconds(((Claim)state).RecordedAt);

    protected override Claim Evolve(Claim? before, Record record) => Domain.Claims.Claim.Evolve(before ?? Domain.Claims.Claim.Initial, record);

    protected override Members Members(Claim state) =>
        new Members(state.Id).Flat(state.Profile).Add("status", state.Status).AddSome("reason", state.Reason).AddSome("editor", state.Editor).AddSome("by", state.By)
            .AddTime("recordedAt", state.RecordedAt);

    // A value is kept as it was given: an element of a document that is let go of would not be.
    protected override Claim State(Written document) => new()
    {
        Id = document.Id, Version = document.Version, RecordedAt = document.RecordedAt, Status = document.Get<ClaimStatus>("status"), Reason = document.Get<string>("reason"),
        Editor = document.Get<string>("editor"), By = document.Get<string>("by"),
        Profile = document.Whole<ClaimProfile>() is var profile ? profile with { Value = profile.Value.Clone() } : profile,
    };
}
