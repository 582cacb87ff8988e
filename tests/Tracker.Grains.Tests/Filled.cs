using System.Reflection;

namespace Tracker.GrainsTests;

/// <summary>Values of any message type: full (everything there) or bare (everything absent or empty that may be).</summary>
static class Filled
{
    static readonly NullabilityInfoContext Nullability = new();

    public static object Of(Type type, bool full) => Value(type, full) ?? throw new InvalidOperationException($"No value of {type}.");

    static object? Value(Type type, bool full)
    {
        if (Nullable.GetUnderlyingType(type) is { } inner) return full ? Value(inner, full) : null;
        if (type == typeof(string)) return full ? "Зеленський \"<&>\"" : "";
        if (type == typeof(bool)) return full;
        if (type == typeof(int)) return full ? 7 : 0;
        if (type == typeof(long)) return full ? 7L : 0L;
        if (type == typeof(double)) return full ? 1.5 : 0.0;
        if (type == typeof(DateTimeOffset)) return full ? new DateTimeOffset(2025, 5, 16, 10, 0, 0, 123, TimeSpan.FromHours(3)) : default(DateTimeOffset);
        if (type == typeof(ReadOnlyMemory<byte>)) return new ReadOnlyMemory<byte>(full ? [1, 2, 255] : []);
        if (type.IsEnum) return full ? Enum.GetValues(type).GetValue(Enum.GetValues(type).Length - 1) : Enum.GetValues(type).GetValue(0);
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>)) return List(type.GetGenericArguments()[0], full);
        return Record(type, full);
    }

    static Array List(Type element, bool full)
    {
        var list = Array.CreateInstance(element, full ? 2 : 0);
        for (var i = 0; i < list.Length; i++) list.SetValue(Value(element, full), i);
        return list;
    }

    static object Record(Type type, bool full)
    {
        var parameters = type.GetConstructors().MaxBy(one => one.GetParameters().Length)?.GetParameters() ?? [];
        var made = Activator.CreateInstance(type, [.. parameters.Select(one => Absent(Nullability.Create(one).WriteState, full) ? null : Value(one.ParameterType, full))])!;
        foreach (var property in type.GetProperties().Where(one => one.CanWrite && parameters.All(parameter => parameter.Name != one.Name)))
            property.SetValue(made, Absent(Nullability.Create(property).WriteState, full) ? null : Value(property.PropertyType, full));
        return made;
    }

    static bool Absent(NullabilityState state, bool full) => !full && state == NullabilityState.Nullable;
}
