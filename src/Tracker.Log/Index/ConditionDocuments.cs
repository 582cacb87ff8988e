using Tracker.Domain;
using Tracker.Domain.Conditions;

namespace Tracker.Log.Index;

sealed class ConditionDocuments : DocumentKind<Condition>
{
    public override IReadOnlyList<string> States { get; } = NamesOf<ConditionState>();

    public override int State(object state) => (int)((Condition)state).State + 1;

    public override long? Said(object state, Func<string, long?> said) => Milliseconds(((Condition)state).Opened.SaidKey);

    /// <summary>The condition as it stood before it was resolved.</summary>
    public static Condition Unresolved(Condition state) => state with { State = ConditionState.Open, Resolution = null };

    protected override Condition Evolve(Condition? before, Record record) => Domain.Conditions.Condition.Evolve(before ?? Domain.Conditions.Condition.Initial, record);

    protected override Members Members(Condition state)
    {
        var members = new Members(state.Id).AddTime("recordedAt", state.RecordedAt).Add("state", state.State);
        // Whether an editor has decided must outlive the words: what rules find afterwards does not count.
        if (state.Redacted) return members.Add("redacted", value: true).AddSome("editor", state.Resolution?.By ?? state.Opened.By);
        members.Add("story", state.Opened.Story).Add("of", state.Opened.Of).Add("text", state.Opened.Text).AddSome("about", state.Opened.About)
            .AddSome("evidence", state.Opened.Evidence).Add("saidKey", state.Opened.SaidKey);
        if (state.Resolution is not { } found) return members.AddSome("reason", state.Opened.Reason).AddSome("editor", state.Opened.By);
        members.AddSome("rule", found.Rule).AddSome("resolvedBy", found.ResolvedBy).AddSome("reason", found.Reason).AddSome("decidedOn", found.Evidence).AddSome("editor", found.By);
        return found.SaidKey is { } at ? members.Add("resolvedAt", at) : members;
    }

    protected override Condition State(Written document)
    {
        var state = document.Get<ConditionState>("state");
        var editor = document.Get<string>("editor");
        var condition = new Condition { Id = document.Id, Version = document.Version, RecordedAt = document.RecordedAt, State = state, Settled = editor is not null };
        if (document.Get<bool>("redacted")) return condition with { Redacted = true, Opened = new ConditionOpened { By = editor } };
        var opened = new ConditionOpened
        {
            Story = document.Get<string>("story") ?? "", Of = document.Get<ConditionOf>("of") ?? new ConditionOf(), Text = document.Get<string>("text") ?? "",
            About = document.Get<string>("about"), Evidence = document.Get<List<string>>("evidence") ?? [], SaidKey = document.Get<DateTimeOffset>("saidKey"),
        };
        return state == ConditionState.Open
            ? condition with { Opened = opened with { Reason = document.Get<string>("reason"), By = editor } }
            : condition with
            {
                Opened = opened,
                Resolution = new ConditionResolved
                {
                    State = state, Rule = document.Get<string>("rule"), ResolvedBy = document.Get<string>("resolvedBy"), Reason = document.Get<string>("reason"),
                    Evidence = document.Get<List<string>>("decidedOn") ?? [], By = editor, SaidKey = document.Get<DateTimeOffset?>("resolvedAt"),
                },
            };
    }
}
