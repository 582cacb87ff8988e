using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Tracker.Domain;

namespace Tracker.Grains.Messages;

/// <summary>How domain and log types cross between silos: the log's JSON, with a command's concrete type named. Domain and Contracts stay free of Orleans.</summary>
public static class MessageJson
{
    public static JsonSerializerOptions Options { get; } = Make();

    /// <summary>Types that travel by this serializer: plain data of ours, never grains or their references, nor exceptions, which JSON cannot write.</summary>
    public static bool Carries(Type type) =>
        type.Namespace is { } space && !type.IsInterface && !typeof(Exception).IsAssignableFrom(type)
        && (space.StartsWith("Tracker.Domain", StringComparison.Ordinal) || space == "Tracker.Log" || space == "Tracker.Grains.Messages");

    static JsonSerializerOptions Make()
    {
        var json = new JsonSerializerOptions(Events.Json);
        json.TypeInfoResolver = json.TypeInfoResolver!.WithAddedModifier(NameConcreteType).WithAddedModifier(KeepEmptyLists);
        json.MakeReadOnly();
        return json;
    }

    // Stored data leaves empty lists out; a message's positional record would get null for one, and null means something else than empty.
    static void KeepEmptyLists(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
        {
            if (property.PropertyType != typeof(string) && typeof(System.Collections.IEnumerable).IsAssignableFrom(property.PropertyType))
                property.ShouldSerialize = static (_, value) => value is not null;
        }
    }

    static void NameConcreteType(JsonTypeInfo type)
    {
        if (!type.Type.IsAbstract || !type.Type.Name.EndsWith("Command", StringComparison.Ordinal)) return;
        type.PolymorphismOptions = new JsonPolymorphismOptions { TypeDiscriminatorPropertyName = "$order" };
        foreach (var order in type.Type.GetNestedTypes()) type.PolymorphismOptions.DerivedTypes.Add(new JsonDerivedType(order, order.Name));
    }
}
