using Tracker.Domain;
using Tracker.Domain.Links;

namespace Tracker.Log.Index;

sealed class LinkDocuments : DocumentKind<Link>
{
    public override IReadOnlyList<string> States { get; } = NamesOf<LinkState>();

    public override int State(object state) => (int)((Link)state).State + 1;

    // There is nothing to link before both are said.
    public override long? Said(object state, Func<string, long?> said)
    {
        var link = (Link)state;
        return Math.Max(said(link.Content.From) ?? long.MinValue, said(link.Content.To) ?? long.MinValue) is var key and > long.MinValue ? key : Milliseconds(link.RecordedAt);
    }

    protected override Link Evolve(Link? before, Record record) => Domain.Links.Link.Evolve(before ?? Domain.Links.Link.Initial, record);

    protected override Members Members(Link state)
    {
        var members = new Members(state.Id).Flat(state.Content).Add("state", state.State).AddSome("rule", state.Rule).AddSome("editor", state.Editor)
            .AddSome("reason", state.Reason).AddTime("recordedAt", state.RecordedAt);
        return state.Cause is { } cause ? members.Add("cause", cause) : members;
    }

    protected override Link State(Written document) => new()
    {
        Id = document.Id, Version = document.Version, RecordedAt = document.RecordedAt, Content = document.Whole<LinkContent>(), State = document.Get<LinkState>("state"),
        Rule = document.Get<string>("rule"), Editor = document.Get<string>("editor"), Reason = document.Get<string>("reason"), Cause = document.Get<long?>("cause"),
    };
}
