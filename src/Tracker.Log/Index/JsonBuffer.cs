using System.Buffers;
using System.Buffers.Text;

namespace Tracker.Log.Index;

/// <summary>JSON put together from parts that are JSON already.</summary>
sealed class JsonBuffer(int size)
{
    readonly ArrayBufferWriter<byte> _bytes = new(size);

    public ReadOnlyMemory<byte> Written => _bytes.WrittenMemory;

    public JsonBuffer Raw(ReadOnlySpan<byte> json)
    {
        _bytes.Write(json);
        return this;
    }

    public JsonBuffer Number(long value)
    {
        Utf8Formatter.TryFormat(value, _bytes.GetSpan(24), out var digits);
        _bytes.Advance(digits);
        return this;
    }

    public JsonBuffer Items(IReadOnlyList<byte[]> items)
    {
        Raw("["u8);
        for (var i = 0; i < items.Count; i++)
        {
            if (i > 0) Raw(","u8);
            Raw(items[i]);
        }
        return Raw("]"u8);
    }

    /// <summary>Ids and cursors: nothing in them needs an escape.</summary>
    public JsonBuffer Plain(string text)
    {
        Raw("\""u8);
        System.Text.Encoding.ASCII.GetBytes(text, _bytes.GetSpan(text.Length));
        _bytes.Advance(text.Length);
        return Raw("\""u8);
    }

    public JsonBuffer Plain(IReadOnlyList<string> texts)
    {
        Raw("["u8);
        for (var i = 0; i < texts.Count; i++)
        {
            if (i > 0) Raw(","u8);
            Plain(texts[i]);
        }
        return Raw("]"u8);
    }
}
