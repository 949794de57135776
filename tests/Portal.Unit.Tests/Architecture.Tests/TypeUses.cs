using System.Reflection;
using System.Reflection.Emit;

namespace Portal.Architecture.Tests;

/// <summary>What a type refers to: in its shape, in the bodies of its methods, and in all that the compiler made out of it.</summary>
internal static class TypeUses
{
    private const BindingFlags Declared =
        BindingFlags.Public
        | BindingFlags.NonPublic
        | BindingFlags.Instance
        | BindingFlags.Static
        | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<short, OpCode> OpCodesByValue = typeof(OpCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => code.Value);

    public static IReadOnlySet<Type> Of(Type type)
    {
        var found = new HashSet<Type>();
        foreach (var part in WithNested(type))
        {
            Add(found, part.BaseType);
            foreach (var contract in part.GetInterfaces())
                Add(found, contract);
            foreach (var attribute in part.GetCustomAttributesData())
                Add(found, attribute.AttributeType);
            foreach (var member in part.GetMembers(Declared))
                AddMember(found, member);
        }
        foreach (var member in Called(type))
            AddMember(found, member);
        return found;
    }

    /// <summary>The members that its methods mention.</summary>
    public static IReadOnlySet<MemberInfo> Called(Type type) =>
        WithNested(type)
            .SelectMany(part => part.GetMembers(Declared).OfType<MethodBase>())
            .SelectMany(Mentioned)
            .ToHashSet();

    public static Type Outermost(Type type) => type.DeclaringType is { } outer ? Outermost(outer) : type;

    private static IEnumerable<Type> WithNested(Type type) =>
        type.GetNestedTypes(Declared).SelectMany(WithNested).Prepend(type);

    private static void AddMember(HashSet<Type> found, MemberInfo member)
    {
        Add(found, member as Type ?? member.DeclaringType);
        switch (member)
        {
            case FieldInfo field:
                Add(found, field.FieldType);
                break;
            case MethodBase method:
                Add(found, (method as MethodInfo)?.ReturnType);
                foreach (
                    var type in method
                        .GetParameters()
                        .Select(parameter => parameter.ParameterType)
                        .Concat(method.IsGenericMethod ? method.GetGenericArguments() : [])
                )
                    Add(found, type);
                break;
        }
    }

    private static void Add(HashSet<Type> found, Type? type)
    {
        if (type is null || type.IsGenericParameter || !found.Add(type))
            return;
        Add(found, type.GetElementType());
        foreach (var argument in type.GetGenericArguments())
            Add(found, argument);
    }

    private static IEnumerable<MemberInfo> Mentioned(MethodBase method)
    {
        if (method.GetMethodBody() is not { } body || body.GetILAsByteArray() is not { } code)
            yield break;
        var (typeArguments, methodArguments) = (
            method.DeclaringType!.GetGenericArguments(),
            method.IsGenericMethod ? method.GetGenericArguments() : []
        );
        for (var at = 0; at < code.Length; )
        {
            var operation =
                code[at] == 0xFE ? OpCodesByValue[(short)(0xFE00 | code[at + 1])] : OpCodesByValue[code[at]];
            at += operation.Size;
            if (
                operation.OperandType
                is OperandType.InlineMethod
                    or OperandType.InlineType
                    or OperandType.InlineField
                    or OperandType.InlineTok
            )
                yield return method.Module.ResolveMember(
                    BitConverter.ToInt32(code, at),
                    typeArguments,
                    methodArguments
                )!;
            at += operation.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + 4 * BitConverter.ToInt32(code, at),
                _ => 4,
            };
        }
        foreach (var local in body.LocalVariables)
            yield return local.LocalType;
    }
}
