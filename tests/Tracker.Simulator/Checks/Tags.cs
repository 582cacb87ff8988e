using Tracker.Domain.Actors;
using Tracker.Domain.Conditions;
using Tracker.Domain.Links;
using Tracker.Domain.Meetings;
using Tracker.Domain.Statements;

namespace Tracker.Simulator.Checks;

/// <summary>Every order of the simulation is given under a name of its own, which its records carry as "by".</summary>
static class Tags
{
    /// <summary>Null: a reaction, or from before the simulation began.</summary>
    public static string? Of(Record record) => record.Cause is not null ? null : record.Event switch
    {
        StatementAdded e => e.By,
        StatementCorrected e => e.By,
        StatementRetracted e => e.By,
        StatementVerified e => e.By,
        StatementSourceAdded e => e.By,
        MeetingStatusChanged e => e.By,
        MeetingParticipationChanged e => e.By,
        ActorMerged e => e.By,
        LinkConfirmed e => e.By,
        LinkDismissed e => e.By,
        ConditionResolved e => e.By,
        RecordRedacted e => e.By,
        _ => null,
    };
}
