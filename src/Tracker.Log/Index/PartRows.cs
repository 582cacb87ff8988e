using System.Text.Json;
using Tracker.Domain;
using Tracker.Domain.Acts;
using Tracker.Domain.Dates;
using Tracker.Domain.Meetings;
using Tracker.Log.Sqlite;

namespace Tracker.Log.Index;

/// <summary>What became of meetings and acts, entry by entry, each with its place in said order: from here they are read as they stood by then.</summary>
sealed class PartRows(Database database, BodyRows bodies)
{
    int _n;

    public void Follow(EntityRow entity, Record record)
    {
        _n = 0;
        switch (record.Kind)
        {
            case "meeting.created" when record.Event is MeetingCreated e:
                // A meeting that is entered without saying when it came to its status stands where it took place.
                var key = Key(e.Status.AtUntil ?? Until(e.Status.At ?? e.Meeting.End ?? e.Meeting.Start, e.Meeting.Tz), record);
                Add(entity, record, key, null, e.Status);
                foreach (var one in e.Participants) Add(entity, record, one.At is null ? key : Key(one.AtUntil ?? Until(one.At, e.Meeting.Tz), record), one.Actor, one);
                break;
            case "meeting.status_changed" when record.Event is MeetingStatusChanged e:
                Add(entity, record, Key(e.To.AtUntil ?? Until(e.To.At, null), record), null, e.To);
                break;
            case "meeting.participation_changed" when record.Event is MeetingParticipationChanged e:
                Add(entity, record, Key(e.To.AtUntil ?? Until(e.To.At, null), record), e.To.Actor, e.To);
                break;
            case "act.added" when record.Event is ActAdded e:
                Add(entity, record, Key(e.State.AtUntil ?? e.Act.AtUntil ?? Until(e.State.At ?? e.Act.At, null), record), null, e.State);
                break;
            case "act.state_changed" when record.Event is ActStateChanged e:
                Add(entity, record, Key(e.To.AtUntil ?? Until(e.To.At, null), record), null, e.To);
                break;
        }
    }

    void Add<T>(EntityRow entity, Record record, long key, string? actor, T entry)
    {
        var row = database["INSERT INTO parts(entity, position, n, said_key, actor, body) VALUES(?, ?, ?, ?, ?, ?)"].Bind(entity.Id).Bind(record.Position).Bind(_n++).Bind(key);
        (actor is null ? row.Bind((long?)null) : row.Bind(actor)).Bind(bodies.Add(JsonSerializer.SerializeToUtf8Bytes(entry, Events.Json))).Run();
    }

    static DateTimeOffset? Until(string? edtf, string? tz) => edtf is null ? null : Said.Until(edtf, Zones.OrUtc(tz));

    static long Key(DateTimeOffset? until, Record record) => Said.Key(until, record.At).ToUnixTimeMilliseconds();
}
