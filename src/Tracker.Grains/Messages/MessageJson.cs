using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Tracker.Domain;

namespace Tracker.Grains.Messages;

/// <summary>How domain and log types cross between silos: the log's JSON, with a command's concrete type named. Domain and Contracts stay free of Orleans.</summary>
public static class MessageJson
{
    public static JsonSerializerOptions Options { get; } = Make();

    /// <summary>Types that travel by this serializer: plain data of ours, never grains or their references.</summary>
    public static bool Carries(Type type) =>
        type.Namespace is { } space && !type.IsInterface
        && (space.StartsWith("Tracker.Domain", StringComparison.Ordinal) || space == "Tracker.Log" || space == "Tracker.Grains.Messages");

    static JsonSerializerOptions Make()
    {
        var json = new JsonSerializerOptions(Events.Json);
        json.TypeInfoResolver = json.TypeInfoResolver!.WithAddedModifier(NameConcreteType);
        json.MakeReadOnly();
        return json;
    }

    static void NameConcreteType(JsonTypeInfo type)
    {
        if (!type.Type.IsAbstract || !type.Type.Name.EndsWith("Command", StringComparison.Ordinal)) return;
        type.PolymorphismOptions = new JsonPolymorphismOptions { TypeDiscriminatorPropertyName = "$order" };
        foreach (var order in type.Type.GetNestedTypes()) type.PolymorphismOptions.DerivedTypes.Add(new JsonDerivedType(order, order.Name));
    }
}
