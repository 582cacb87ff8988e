using Tracker.Domain;
using Tracker.Specs;
using Record = Tracker.Domain.Record;

namespace Tracker.Log.Tests;

/// <summary>The bytes that are hashed are frozen: these figures were computed by another program from the text in <see cref="Chain"/>.</summary>
public sealed class ChainTests
{
    static readonly byte[] Salt = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15];

    static Record Sample => new()
    {
        Position = 1, At = new DateTimeOffset(2025, 5, 16, 10, 0, 0, 123, TimeSpan.Zero), Entity = "statement/a", Version = 1, Kind = "statement.added",
        Touches = [new("statement/a", TouchRole.Self), new("actor/putin", TouchRole.OnBehalf)], Body = "{\"text\":\"Мир\"}"u8.ToArray(),
    };

    static string Hex(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(bytes);

    [Fact]
    public void The_digest_of_salt_and_words_is_frozen() =>
        Assert.Equal("86166f91ca83b2d5305aa218b947d3b540fcf1ef832b89ac6a5205e1b279011d", Hex(Chain.Digest(Salt, Sample.Body.Span)));

    [Fact]
    public void The_hashes_of_a_first_and_a_second_record_are_frozen()
    {
        var first = Chain.Hash(Chain.Origin.Span, Sample, Chain.Digest(Salt, Sample.Body.Span));
        Assert.Equal("77133307c2175f87f2e4cc88272617d7379e7a4f21455ee571090221bd74806a", Hex(first));
        var reaction = new Record { Position = 2, At = Sample.At, Entity = "story/ukraine", Version = 7, Kind = "position.changed", Touches = [], Body = default, Cause = 1 };
        Assert.Equal("8957919958b3dbb4403e5fd12d1446c78872d4039ca38ceb80efb51af71a818f", Hex(Chain.Hash(first, reaction, Chain.Digest(Salt, "{}"u8))));
    }

    [Fact]
    public void Every_field_of_the_header_changes_the_hash()
    {
        Record[] others =
        [
            Sample with { Position = 2 }, Sample with { At = Sample.At.AddMilliseconds(1) }, Sample with { Entity = "statement/b" }, Sample with { Version = 2 },
            Sample with { Kind = "statement.adde" }, Sample with { Touches = [] }, Sample with { Touches = [.. Sample.Touches.Reverse()] },
            Sample with { Touches = [new("statement/a", TouchRole.Self), new("actor/putin", TouchRole.To)] }, Sample with { Cause = 1 },
        ];
        var hashes = others.Append(Sample).Select(record => Hex(Chain.Hash(Chain.Origin.Span, record, Salt)));
        Assert.Equal(others.Length + 1, hashes.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Names_of_roles_are_frozen() => Assert.Equal(
        "self story speaker on_behalf to reported_by about_actor about_meeting about_topic occasion position in_reply_to same_utterance " +
        "cell participant topic party parent host organizer place evidence platform duplicate link claim fact merged condition agent target",
        string.Join(' ', Enum.GetValues<TouchRole>().Select(Chain.NameOf)));

    [Fact]
    public void An_anchor_reads_back_as_it_was_written()
    {
        var anchor = new Anchor(new Cursor("abcdefgh", 17), Chain.Digest(Salt, "{}"u8));
        Assert.True(Anchor.TryParse(anchor.ToString(), out var read));
        Assert.Equal((anchor.Cursor, Hex(anchor.Hash.Span)), (read.Cursor, Hex(read.Hash.Span)));
        foreach (var text in (string?[])[null, "", "abcdefgh:17", "abcdefgh:17:00", ":" + new string('0', 64), "abcdefgh:17:" + new string('g', 64)])
            Assert.False(Anchor.TryParse(text, out _));
    }
}
