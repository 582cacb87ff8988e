using System.Reflection;
using System.Text.Json;
using Tracker.Domain.Actors;
using Tracker.Domain.Acts;
using Tracker.Domain.Claims;
using Tracker.Domain.Conditions;
using Tracker.Domain.Links;
using Tracker.Domain.Meetings;
using Tracker.Domain.Places;
using Tracker.Domain.Statements;
using Tracker.Domain.Stories;
using Tracker.Domain.Topics;

namespace Tracker.DomainTests.Stored;

/// <summary>Every entity folds every event of its own stream, reads over all others, and survives JSON: what a snapshot needs.</summary>
public sealed class FoldTests
{
    static readonly Type[] Entities = [typeof(Story), typeof(Actor), typeof(Place), typeof(Topic), typeof(Meeting), typeof(Statement), typeof(Act), typeof(Claim), typeof(Condition), typeof(Link)];

    public static TheoryData<string> EventTypes => [.. typeof(IEvent).Assembly.GetTypes().Where(type => type.IsAssignableTo(typeof(IEvent)) && !type.IsInterface).Select(type => type.FullName!)];

    [Theory]
    [MemberData(nameof(EventTypes))]
    public void Every_event_type_is_in_the_table_and_folds_in_its_stream(string typeName)
    {
        var type = typeof(IEvent).Assembly.GetType(typeName)!;
        var sample = Assert.Single(Samples.All, sample => sample.GetType() == type);
        var kind = Events.KindOf(sample);
        Assert.Contains(kind, Events.AllKinds);
        var own = kind switch { "position.changed" => "story", "statement.linked" => "link", "record.redacted" => null, _ => kind[..kind.IndexOf('.', StringComparison.Ordinal)] };
        foreach (var entity in Entities.Where(entity => own is null || entity.Name.Equals(own, StringComparison.OrdinalIgnoreCase)))
        {
            var self = entity.Name.ToLowerInvariant() + "/x";
            var state = Evolved(entity, Initial(entity), Of(self, 1, First(entity)));
            state = Evolved(entity, state, Of(self, 2, sample));
            Assert.Equal(2, Version(state));
            SameAfterJson(entity, state);
        }
    }

    public static TheoryData<string> EntityNames => [.. Entities.Select(entity => entity.Name)];

    [Theory]
    [MemberData(nameof(EntityNames))]
    public void A_record_of_another_stream_changes_no_version_whatever_its_kind(string name)
    {
        var entity = Entities.Single(entity => entity.Name == name);
        var self = name.ToLowerInvariant() + "/x";
        var state = Evolved(entity, Initial(entity), Of(self, 1, First(entity)));
        foreach (var sample in Samples.All) state = Evolved(entity, state, Of("other/y", 7, sample));
        state = Evolved(entity, state, new Record
        {
            Position = 8, At = Some.Noon, Entity = "other/y", Version = 8, Kind = "act.from_the_future", Touches = [], Body = "{}"u8.ToArray(),
        });
        Assert.Equal(1, Version(state));
        SameAfterJson(entity, state);
    }

    [Theory]
    [MemberData(nameof(EntityNames))]
    public void A_kind_of_its_own_stream_that_it_does_not_know_stops_it(string name)
    {
        var entity = Entities.Single(entity => entity.Name == name);
        var self = name.ToLowerInvariant() + "/x";
        var state = Evolved(entity, Initial(entity), Of(self, 1, First(entity)));
        var foreign = ApprovedTests.Sample(entity == typeof(Place) ? "actor.created" : "place.created");
        Assert.IsType<InvalidOperationException>(Assert.Throws<TargetInvocationException>(() => Evolved(entity, state, Of(self, 2, foreign))).InnerException);
    }

    [Theory]
    [MemberData(nameof(EntityNames))]
    public void A_body_that_is_gone_still_counts(string name)
    {
        var entity = Entities.Single(entity => entity.Name == name);
        var record = Of(name.ToLowerInvariant() + "/x", 1, First(entity));
        var bare = new Record { Position = 1, At = record.At, Entity = record.Entity, Version = 1, Kind = record.Kind, Touches = record.Touches, Body = default };
        var state = Evolved(entity, Initial(entity), bare);
        Assert.Equal(1, Version(state));
        Assert.Equal("x", state.GetType().GetProperty("Id")!.GetValue(state));
    }

    [Fact]
    public void A_life_counts_statements_by_role_and_keeps_the_latest_ten()
    {
        var log = new SmallLog();
        log.Do<Actor, ActorCommand>("actor/trump", new ActorCommand.Create("trump", Some.Actor("Donald Trump"), null));
        for (var i = 1; i <= 12; i++)
            log.Do<Statement, StatementCommand>($"statement/s{i}", Some.Post(Some.Statement() with { To = i % 2 == 0 ? ["trump"] : [] }, $"s{i}"));
        log.Do<Statement, StatementCommand>("statement/s1", new StatementCommand.Retract("wrong", null));
        var life = log.Load<Actor, ActorCommand>("actor/trump").Life;
        Assert.Equal((12, 6), (life.Statements[TouchRole.Speaker], life.Statements[TouchRole.To]));
        Assert.Equal(Enumerable.Range(3, 10).Reverse().Select(i => $"s{i}"), life.Latest.Select(one => one.Id));
        Assert.Equal([TouchRole.Speaker, TouchRole.To], life.Latest[0].Roles);
        Assert.Equal(14, life.Touched);
    }

    static Record Of(string entity, int version, IEvent happened) => new()
    {
        Position = version, At = Some.Noon, Entity = entity, Version = version, Kind = Events.KindOf(happened), Body = Events.Write(happened),
        Touches = [new Touch(entity, TouchRole.Self), new Touch("actor/x", TouchRole.Speaker), new Touch("topic/x", TouchRole.Position)], Cause = happened is Tracker.Domain.Positions.PositionChanged ? 1 : null,
    };

    static IEvent First(Type entity) => ApprovedTests.Sample(entity.Name switch
    {
        "Statement" or "Act" or "Claim" => entity.Name.ToLowerInvariant() + ".added",
        "Condition" => "condition.opened",
        "Link" => "statement.linked",
        var name => name.ToLowerInvariant() + ".created",
    });

    static object Initial(Type entity) => entity.GetProperty("Initial", BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!;

    static object Evolved(Type entity, object state, Record record) => entity.GetMethod("Evolve")!.Invoke(null, [state, record])!;

    static int Version(object state) => (int)state.GetType().GetProperty("Version")!.GetValue(state)!;

    static void SameAfterJson(Type entity, object state)
    {
        var json = JsonSerializer.Serialize(state, entity, Events.Json);
        Assert.Equal(json, JsonSerializer.Serialize(JsonSerializer.Deserialize(json, entity, Events.Json), entity, Events.Json));
    }
}
