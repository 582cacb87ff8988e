using System.Text.Json;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Tracker.Contracts.Statements;

namespace Tracker.Api.Pages;

/// <summary>What the OpenAPI document says beyond the routes: names of enumerations, the forms of an actor reference, keys.</summary>
internal static class ApiDocument
{
    public static void Describe(OpenApiOptions options)
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "Tracker", Version = "v1",
                Description = "Who said what around a running story, live. Reads are open; writes need a key with the scope. Every refusal is application/problem+json with a code from /problems.",
            };
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal);
            document.Components.SecuritySchemes["key"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "An API key." };
            document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("key", document)] = [] }];
            return Task.CompletedTask;
        });
        options.AddSchemaTransformer((schema, context, _) =>
        {
            var type = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type;
            if (type.IsEnum)
            {
                schema.Type = JsonSchemaType.String;
                schema.Enum = [.. Enum.GetNames(type).Select(name => (System.Text.Json.Nodes.JsonNode)JsonNamingPolicy.SnakeCaseLower.ConvertName(name))];
            }
            else if (type == typeof(ActorRef))
            {
                schema.OneOf =
                [
                    new OpenApiSchema { Type = JsonSchemaType.String, Description = "An actor id." },
                    new OpenApiSchema { Type = JsonSchemaType.Object, Required = new HashSet<string>(StringComparer.Ordinal) { "name" }, Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal) { ["name"] = new OpenApiSchema { Type = JsonSchemaType.String } } },
                ];
            }
            else if (type == typeof(string)) schema.Type = JsonSchemaType.String;
            return Task.CompletedTask;
        });
    }
}
