using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tracker.Api.Statements;
using Tracker.Api.Writing;
using Tracker.Contracts.Meetings;
using Tracker.Domain.Dates;
using Tracker.Domain.Meetings;
using Tracker.Grains.Meetings;

namespace Tracker.Api.Meetings;

internal static class MeetingEndpoints
{
    static readonly EntityRoute<MeetingRequest> Route = new("meeting", request => request.Id, Refers, Send);

    public static void Map(RouteGroupBuilder api)
    {
        var meetings = api.MapEntity<MeetingRequest, MeetingDocument>(Route);
        ChangeStatus.Map(meetings);
        ChangeParticipation.Map(meetings);
        DelegationsOf.Map(meetings);
    }

    static References Refers(MeetingRequest request)
    {
        var references = new References().Add("story", "story", request.Story).Add("place", "place", request.Place).Add("actor", "host", request.Host)
            .Add("actor", "organizer", request.Organizer).Add("meeting", "previous", request.Previous).Add("meeting", "parent", request.Parent)
            .Add("topic", "topics", request.Topics).AddEvidence("evidence", request.Evidence);
        for (var i = 0; i < (request.Participants?.Count ?? 0); i++) ChangeParticipation.Refers(references, $"participants[{i}].", request.Participants![i]);
        return references;
    }

    static async Task<IResult> Send(EntityWrite<MeetingRequest> write) => await write.SendAsync(
        write.Grains.GetGrain<IMeetingGrain>(write.Id), await OrderAsync(write), circles => circles.OfMeetingAsync(write.Id, Profile(write.Request), write.Ct));

    static async ValueTask<MeetingCommand> OrderAsync(EntityWrite<MeetingRequest> write)
    {
        var (request, known) = (write.Request, write.Service<Known>());
        // A zone that nobody knows is refused by the domain.
        var zone = request.Tz is { } own ? Zones.OrUtc(own) : await known.ZoneAsync(request.Story);
        var participants = request.Participants is null ? null : new List<Domain.Meetings.Participation>(request.Participants.Count);
        foreach (var one in request.Participants ?? []) participants!.Add(await ChangeParticipation.TakeAsync(one, zone, new CanonicalActors(known)));
        return write.Create
            ? new MeetingCommand.Create(write.Id, Profile(request), Entry(request, zone, write.Desk.By), participants ?? [], write.Desk.By)
            : new MeetingCommand.Put(write.Id, Profile(request), request.Status is null ? null : Entry(request, zone, write.Desk.By), participants, write.Desk.By);
    }

    static Domain.Meetings.StatusEntry Entry(MeetingRequest request, TimeZoneInfo zone, string by) => new()
    {
        Status = (Domain.Meetings.MeetingStatus)(request.Status ?? Contracts.MeetingStatus.Proposed), At = request.At, AtUntil = Said.Until(request.At, zone),
        Outcome = (Domain.Meetings.MeetingOutcome?)(int?)request.Outcome, Reason = request.Reason, Evidence = request.Evidence ?? [], By = by,
    };

    static MeetingProfile Profile(MeetingRequest request) => new()
    {
        Story = request.Story, Name = request.Name, Kind = (Domain.Meetings.MeetingKind?)(int?)request.Kind, Start = request.Start, End = request.End,
        Duration = request.Duration, Tz = request.Tz, Place = request.Place, Host = request.Host, Organizer = request.Organizer,
        Previous = request.Previous, Parent = request.Parent, Topics = request.Topics ?? [], Note = request.Note,
    };
}
