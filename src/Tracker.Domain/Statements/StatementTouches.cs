namespace Tracker.Domain.Statements;

/// <summary>What a statement touches, and in which role (vocabulary: "Touches").</summary>
static class StatementTouches
{
    internal static Touches Of(string id, StatementContent s)
    {
        var touches = new Touches(Ref.Statement(id)).Add(s.Story, Ref.Story, TouchRole.Story);
        // What is told again counts for nobody: it touches only what it tells again.
        if (s.Duplicate is { } duplicate) return touches.Add(duplicate.Of, Ref.Statement, TouchRole.Duplicate);
        touches
            .Add(s.Speakers, Ref.Actor, TouchRole.Speaker)
            .Add(s.OnBehalfOf, Ref.Actor, TouchRole.OnBehalf)
            .Add(s.To, Ref.Actor, TouchRole.To)
            .Add(s.ReportedBy, Ref.Actor, TouchRole.ReportedBy)
            .Add(s.Platform, Ref.Actor, TouchRole.Platform)
            .Add(s.Meeting, Ref.Meeting, TouchRole.Occasion)
            .Add(s.About?.Actors ?? [], Ref.Actor, TouchRole.AboutActor)
            .Add(s.About?.Meetings ?? [], Ref.Meeting, TouchRole.AboutMeeting)
            .Add(s.About?.Topics ?? [], Ref.Topic, TouchRole.AboutTopic)
            .Add(s.Positions.Select(position => position.Topic), Ref.Topic, TouchRole.Position)
            .Add(s.InReplyTo, Ref.Statement, TouchRole.InReplyTo)
            .Add(s.SameUtteranceAs, Ref.Statement, TouchRole.SameUtterance);
        foreach (var holder in s.Holders)
        {
            foreach (var position in s.Positions) touches.Add(Ref.Cell(s.Story, holder, position.Topic), TouchRole.Cell);
        }
        return touches;
    }
}
