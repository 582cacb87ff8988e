using System.Collections;
using System.Reflection;
using System.Text;
using System.Text.Json;

namespace Tracker.ApiTests.Contracts;

/// <summary>Writes Contracts as TypeScript: what the dashboard is compiled against. Base types' fields come first; what is nullable may be absent.</summary>
static class TypeScript
{
    const string Head = "// Generated from src/Tracker.Contracts by tests/Tracker.Api.Tests (TRACKER_APPROVE=1 writes it anew): do not edit.\n// camelCase; null, false and empty lists are left out.\n";

    public static string Of(params IReadOnlyList<Type> roots)
    {
        var (enumerations, records) = (new List<Type>(), new List<Type>());
        foreach (var root in roots) Gather(root, enumerations, records);
        var text = new StringBuilder(Head);
        text.Append('\n');
        foreach (var type in enumerations) text.Append(Enumeration(type));
        foreach (var type in records) text.Append('\n').Append(Record(type));
        return text.ToString();
    }

    static void Gather(Type type, List<Type> enumerations, List<Type> records)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type.IsEnum)
        {
            if (!enumerations.Contains(type)) enumerations.Add(type);
            return;
        }
        if (type.IsGenericType) foreach (var argument in type.GetGenericArguments()) Gather(argument, enumerations, records);
        if (type.Namespace?.StartsWith("Tracker.Contracts", StringComparison.Ordinal) != true || type.IsGenericType || records.Contains(type) || type.Name == "ActorRef") return;
        foreach (var property in Properties(type)) Gather(property.PropertyType, enumerations, records);
        records.Add(type);
    }

    static string Enumeration(Type type)
    {
        var names = Enum.GetNames(type).Select(name => $"'{JsonNamingPolicy.SnakeCaseLower.ConvertName(name)}'").ToList();
        var line = $"export type {type.Name} = {string.Join(" | ", names)};\n";
        if (line.Length <= 141) return line;
        var text = new StringBuilder($"export type {type.Name} =\n ");
        var width = 1;
        foreach (var name in names)
        {
            if (width + name.Length + 3 > 138)
            {
                text.Append("\n ");
                width = 1;
            }
            text.Append(" | ").Append(name);
            width += name.Length + 3;
        }
        return text.Append(";\n").ToString();
    }

    static string Record(Type type)
    {
        var text = new StringBuilder($"export interface {type.Name} {{\n");
        var nullability = new NullabilityInfoContext();
        foreach (var property in Properties(type))
        {
            var optional = nullability.Create(property).ReadState == NullabilityState.Nullable;
            text.Append($"  readonly {JsonNamingPolicy.CamelCase.ConvertName(property.Name)}{(optional ? "?" : "")}: {Name(property.PropertyType)};\n");
        }
        return text.Append("}\n").ToString();
    }

    static IEnumerable<PropertyInfo> Properties(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.DeclaringType != typeof(object))
            .OrderBy(property => Depth(property.DeclaringType!)).ThenBy(property => property.MetadataToken);

    static int Depth(Type type) => type.BaseType is null ? 0 : 1 + Depth(type.BaseType);

    static string Name(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(string) || type == typeof(DateTimeOffset)) return "string";
        if (type == typeof(bool)) return "boolean";
        if (type == typeof(int) || type == typeof(long) || type == typeof(double)) return "number";
        if (type == typeof(JsonElement)) return "unknown";
        if (!type.IsGenericType) return type.Name;
        var arguments = type.GetGenericArguments();
        return arguments.Length == 2 ? $"Readonly<Record<{Name(arguments[0])}, {Name(arguments[1])}>>"
            : typeof(IEnumerable).IsAssignableFrom(type) ? $"readonly {Name(arguments[0])}[]"
            : throw new NotSupportedException(type.ToString());
    }
}
