using System.Reflection;
using System.Text.Json;
using Tracker.Domain.Actors;
using Tracker.Domain.Meetings;
using Tracker.Domain.Stories;
using Tracker.Domain.Topics;
using Tracker.Grains.Messages;

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

    static T Over<T>(T message) => JsonSerializer.Deserialize<T>(JsonSerializer.SerializeToUtf8Bytes(message, MessageJson.Options), MessageJson.Options)!;
}
