/*
 * The language of .nn files.
 *
 * Line ends and ';' are white space. That is safe because no statement begins with an operator or
 * a bracket, and no expression has two operands side by side: where a name or a keyword follows a
 * complete value, the next statement begins. Its price: in
 *
 *     y = a
 *     -b
 *
 * the second line continues the first, as in mathematics; y is a - b.
 *
 * The grammar is a little wider than the language where that gives a better message or a faster
 * parse: the source of a pipeline is any expr here, and the tree's reader refuses all but a
 * primary. Every decision then needs two tokens at most.
 */
grammar Nn;

file
    : declaration* EOF
    ;

declaration
    : 'use' STRING                                              # use
    | 'const' ID '=' expr                                       # constant
    | 'fn' ID '(' (ID (',' ID)*)? ')' '=' expr                  # function
    | layerHeader block                                         # layer
    | optimizerHeader block                                     # optimizer
    | netHeader block                                           # net
    ;

layerHeader
    : 'layer' ID hyperParameters? ':' tensors '->' tensors
    ;

optimizerHeader
    : 'optimizer' ID hyperParameters? ':' ID (',' ID)*
    ;

netHeader
    : 'net' ID (':' netType)?
    ;

netType
    : 'float'
    | 'double'
    ;

hyperParameters
    : '(' (hyperParameter (',' hyperParameter)*)? ')'
    ;

hyperParameter
    : ID ('=' expr)?
    ;

block
    : '{' statement* '}'
    ;

tensors
    : tensor (',' tensor)*
    ;

tensor
    : scalarType? ID axes?
    ;

scalarType
    : 'float'                                                   # floatType
    | 'double'                                                  # doubleType
    | 'int' '<' (ID | NUM) '>'                                  # intType
    ;

axes
    : '[' axis (',' axis)* ']'
    ;

axis
    : '...'
    | expr
    ;

statement
    : 'input' tensors                                           # input
    | 'target' tensors                                          # target
    | 'const' ID '=' expr                                       # localConstant
    | 'param' tensor '=' expr                                   # parameter
    | 'state' tensor '=' expr                                   # state
    | 'shared' ID '=' layerUse                                  # shared
    | 'next' ID axes? '=' expr                                  # next
    | ID axes? '=' value                                        # definition
    | 'output' ID ('=' value)?                                  # output
    | 'loss' value                                              # loss
    | 'metric' value                                            # metric
    | 'gradient' ID (',' ID)*                                   # gradient
    | 'train' layerUse (',' ID '=' expr)*                       # train
    ;

value
    : expr ('->' stage)*
    ;

stage
    : 'frozen'? ((NUM | ID) '*')? layerUse
    ;

layerUse
    : ID arguments?
    ;

arguments
    : '(' (argument (',' argument)*)? ')'
    ;

argument
    : (ID '=')? value
    ;

// From the tightest to the loosest. A reducer stands between * and +, as on paper.
expr
    : <assoc = right> expr op = '^' expr                        # binary
    | op = ('-' | '!') expr                                     # unary
    | expr op = ('*' | '/' | '%') expr                          # binary
    | reducer '[' binder (',' binder)* ('where' expr)? ']' expr # reduction
    | expr op = ('+' | '-') expr                                # binary
    | expr op = ('<' | '<=' | '>' | '>=') expr                  # binary
    | expr op = ('==' | '!=') expr                              # binary
    | expr op = '&&' expr                                       # binary
    | expr op = '||' expr                                       # binary
    | <assoc = right> expr '?' expr ':' expr                    # conditional
    | primary                                                   # atom
    ;

reducer
    : 'sum' | 'mean' | 'prod' | 'max' | 'min' | 'lse' | 'argmax'
    ;

binder
    : '...'
    | ID ('<' expr)?
    ;

primary
    : NUM                                                       # number
    | 'inf'                                                     # infinity
    | 'training'                                                # training
    | (ID | 'max' | 'min') arguments                            # call
    | '(' value ')'                                             # parenthesised
    | ID ('[' axis (',' axis)* ('else' '-'? (NUM | 'inf'))? ']')? # read
    ;

// Ways into the parser for one piece of a file that does not parse as a whole, so that each
// statement's mistake is found on its own.
loneDeclaration
    : declaration EOF
    ;

loneHeader
    : (layerHeader | optimizerHeader | netHeader) EOF
    ;

loneStatement
    : statement EOF
    ;

NUM
    : DIGITS ('.' DIGITS)? EXPONENT?
    ;

STRING
    : '"' ~["\r\n]* '"'
    ;

ID
    : [\p{L}_] [\p{L}\p{Nd}_]*
    ;

WS
    : [ \t\r\n;\uFEFF]+ -> skip
    ;

COMMENT
    : ('//' ~[\r\n]* | '/*' .*? '*/') -> channel(HIDDEN)
    ;

// What is never right, but is often typed: a token of its own gives it a message of its own.

UNCLOSED_COMMENT
    : '/*' (~'*' | '*'+ ~[*/])* '*'* EOF
    ;

UNCLOSED_STRING
    : '"' ~["\r\n]*
    ;

HASH_COMMENT
    : '#' ~[\r\n]*
    ;

BAD_NUMBER
    : DIGITS '.'
    | '.' DIGITS EXPONENT?
    | DIGITS ('.' DIGITS)? EXPONENT? [\p{L}_] [\p{L}\p{Nd}_]*
    | DIGITS ('.' DIGITS)? [eE] [+-]
    ;

DOUBLE_STAR
    : '**'
    ;

COLON_EQUALS
    : ':='
    ;

SINGLE_AND
    : '&'
    ;

SINGLE_OR
    : '|'
    ;

DOT
    : '.'
    ;

UNKNOWN
    : .
    ;

fragment DIGITS
    : [0-9]+
    ;

fragment EXPONENT
    : [eE] [+-]? DIGITS
    ;
