using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using Orleans.Serialization.Invocation;
using Tracker.Domain.Actors;
using Tracker.Domain.Meetings;
using Tracker.Domain.Stories;
using Tracker.Domain.Topics;
using Tracker.Grains;
using Tracker.Grains.Messages;
using Tracker.Grains.Stories;
using Tracker.Log;

namespace Tracker.GrainsTests;

public sealed class MessagesTests
{
    // Everything is written, null beside empty, so that nothing that was lost looks equal.
    static readonly JsonSerializerOptions Whole = new();

    public static TheoryData<Type, bool> Orders()
    {
        var all = new TheoryData<Type, bool>();
        foreach (var command in new[] { typeof(StoryCommand), typeof(ActorCommand), typeof(TopicCommand), typeof(MeetingCommand) }.SelectMany(kind => kind.GetNestedTypes()))
        {
            all.Add(command, true);
            all.Add(command, false);
        }
        return all;
    }

    /// <summary>What a grain throws is answered as what it is, also where the grain is on another silo.</summary>
    [Fact]
    public void An_exception_that_callers_tell_apart_is_on_the_other_silo_what_it_was_here()
    {
        using var services = new ServiceCollection().AddTrackerMessages().BuildServiceProvider();
        var serializer = services.GetRequiredService<Serializer<Response>>();
        Exception Over(Exception thrown) => serializer.Deserialize(serializer.SerializeToArray(Response.FromException(thrown)))!.Exception!;

        var store = Assert.IsType<StoreUnavailableException>(Over(Thrown(new StoreUnavailableException(new Unavailable("storage-full", "The disk is full.")))));
        Assert.Equal(new Unavailable("storage-full", "The disk is full."), store.Refusal);
        Assert.Equal("The disk is full.", store.Message);
        var unknown = new OutcomeUnknownException("no answer");
        Assert.Equal(unknown.Message, Assert.IsType<OutcomeUnknownException>(Over(Thrown(unknown))).Message);
        Assert.Equal("busy: later", Assert.IsType<ReactionsPendingException>(Over(Thrown(new ReactionsPendingException("busy: later")))).Message);
    }

    /// <summary>As it is when it crosses: thrown, so with a target and a stack.</summary>
    static Exception Thrown(Exception one)
    {
        try
        {
            throw one;
        }
        catch (Exception caught)
        {
            return caught;
        }
    }

    [Fact]
    public void Every_kind_of_order_is_tried() => Assert.Equal(2 * (2 + 3 + 2 + 4), Orders().Count);

    [Theory]
    [MemberData(nameof(Orders))]
    public void An_order_is_on_the_other_silo_what_it_was_here(Type command, bool full) =>
        GetType().GetMethod(nameof(Crosses), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(command.BaseType!).Invoke(null, [Filled.Of(command, full), full]);

    static void Crosses<TCommand>(TCommand command, bool full)
    {
        var order = new Order<TCommand>
        {
            Command = command, DryRun = full, IfVersion = full ? 0 : null,
            Once = (IReadOnlyList<OnceKey>)Filled.Of(typeof(IReadOnlyList<OnceKey>), full),
            Companions = [(Companion)Filled.Of(typeof(Companion), full)],
        };
        var there = Over(order);
        Assert.IsType(command!.GetType(), there.Command);
        Assert.Equal(JsonSerializer.Serialize<object>(command, Whole), JsonSerializer.Serialize<object>(there.Command!, Whole));
        Assert.Equal(JsonSerializer.Serialize(order, Whole), JsonSerializer.Serialize(there, Whole));
    }

    public static TheoryData<Answer, bool> Replies() => new(Enum.GetValues<Answer>().SelectMany(answer => new[] { (answer, true), (answer, false) }));

    [Theory]
    [MemberData(nameof(Replies))]
    public void A_reply_is_on_the_other_silo_what_it_was_here(Answer answer, bool full)
    {
        var reply = (Reply)Filled.Of(typeof(Reply), full) with { Answer = answer };
        Assert.Equal(full, reply.Receipt is not null);
        Assert.Equal(JsonSerializer.Serialize(reply, Whole), JsonSerializer.Serialize(Over(reply), Whole));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_life_is_on_the_other_silo_what_it_was_here(bool full)
    {
        var life = full
            ? new Life { Statements = Enum.GetValues<TouchRole>().ToDictionary(role => role, role => (int)role), Latest = [new LatestStatement { Id = "s", Position = 3, Roles = [TouchRole.To] }], Touched = 9 }
            : new Life();
        Assert.Equal(JsonSerializer.Serialize(life, Whole), JsonSerializer.Serialize(Over(life), Whole));
    }

    /// <summary>Two versions run side by side while a cluster is upgraded: the newer one's messages have members that the older does not know, and the older one's lack them.</summary>
    [Fact]
    public void A_silo_of_another_version_may_say_more_or_less()
    {
        var order = new Order<ActorCommand>
        {
            Command = (ActorCommand)Filled.Of(typeof(ActorCommand).GetNestedTypes().First(command => command.Name == "Put"), true), IfVersion = 3,
            Once = (IReadOnlyList<OnceKey>)Filled.Of(typeof(IReadOnlyList<OnceKey>), true), Companions = [(Companion)Filled.Of(typeof(Companion), true)],
        };
        var newer = JsonNode.Parse(JsonSerializer.SerializeToUtf8Bytes(order, MessageJson.Options))!;
        Assert.True(Add(newer) > 5);
        Assert.Equal(JsonSerializer.Serialize(order, Whole), JsonSerializer.Serialize(newer.Deserialize<Order<ActorCommand>>(MessageJson.Options), Whole));
        var older = JsonNode.Parse(JsonSerializer.SerializeToUtf8Bytes(order with { Given = [] }, MessageJson.Options))!.AsObject();
        Assert.True(older.Remove("given"));
        Assert.Empty(older.Deserialize<Order<ActorCommand>>(MessageJson.Options)!.Given);
    }

    /// <summary>A member of a later version in every object but pairs; how many.</summary>
    static int Add(JsonNode? node)
    {
        if (node is JsonArray list) return list.Sum(Add);
        if (node is not JsonObject one) return 0;
        var added = one.ToList().Sum(member => Add(member.Value));
        if (one.Select(member => member.Key.ToLowerInvariant()).Order().SequenceEqual(["key", "value"])) return added;
        one["fromALaterVersion"] = new JsonObject { ["number"] = 1 };
        return added + 1;
    }

    static T Over<T>(T message) => JsonSerializer.Deserialize<T>(JsonSerializer.SerializeToUtf8Bytes(message, MessageJson.Options), MessageJson.Options)!;
}
